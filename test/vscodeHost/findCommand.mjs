/** Finds the browser that shows the served VS Code. */
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

const knownCommands = ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * The path of an installed Chromium: what the variable CHROMIUM names, else the first that is found.
 *
 * @returns {string}
 */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return named;
  for (const command of knownCommands) {
    const found = findCommand(command);
    if (found) return found;
  }
  throw new Error(
    "No Chromium was found to show VS Code in: install it (Debian: apt-get install chromium) or set CHROMIUM to its path",
  );
}

/**
 * Looks a command up as a shell would.
 *
 * @param {string} command
 * @returns {string | undefined} its path
 */
export function findCommand(command) {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = isAbsolute(command) ? [command] : folders.map((folder) => join(folder, command));
  return candidates.find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
