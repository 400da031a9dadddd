/** Finds the browser that shows VS Code to the tests. */
import { join } from "node:path";
import { findCommand } from "./findCommand.mjs";

const commands = [
  "/usr/bin/chromium",
  "chromium",
  "google-chrome-stable",
  "google-chrome",
  "microsoft-edge-stable",
  "microsoft-edge",
  "chromium-browser", // Last: on Ubuntu it may be a script that only names another package.
];

/**
 * The path of an installed Chromium, Chrome or Edge: what the variable CHROMIUM names, else the first that is found.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {string[]} [places] where browsers are installed that PATH does not lead to
 * @returns {string | undefined}
 */
export function findBrowser(environment = process.env, places = [...commands, ...applications(environment)]) {
  const named = environment.CHROMIUM;
  if (!named) return firstFound(places, environment);
  const found = findCommand(named, environment.PATH);
  if (!found)
    throw new Error(`CHROMIUM is "${named}", which is not a program: set it to a browser's path, or unset it`);
  return found;
}

/**
 * @param {string[]} places
 * @param {NodeJS.ProcessEnv} environment
 */
function firstFound(places, environment) {
  for (const place of places) {
    const found = findCommand(place, environment.PATH);
    if (found) return found;
  }
  return undefined;
}

/** Where macOS and Windows keep browsers. */
function applications({ ProgramFiles, "ProgramFiles(x86)": programFiles32, LOCALAPPDATA }) {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  const folders = [ProgramFiles, programFiles32, LOCALAPPDATA].filter((folder) => folder !== undefined);
  const files = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];
  return folders.flatMap((folder) => files.map((file) => join(folder, file)));
}
