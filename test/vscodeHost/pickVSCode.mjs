/** Chooses the VS Code that the extension tests run in. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const manifest = new URL("../../package.json", import.meta.url);
const standIn = fileURLToPath(new URL("./code.mjs", import.meta.url));

/**
 * What `useInstallation` of @vscode/test-cli should be.
 *
 * - `VSCODE_EXECUTABLE`: that VS Code, the program itself and not the script `bin/code`, which returns at once;
 * - `VSCODE_HOST=desktop`: undefined, so that @vscode/test-electron fetches a desktop build;
 * - `VSCODE_HOST=npm` or nothing: the stand-in `code.mjs`. No network decides which one it is.
 *
 * @returns {{ fromPath: string } | undefined}
 */
export function pickVSCode() {
  const { VSCODE_EXECUTABLE: executable, VSCODE_HOST: host = "npm" } = process.env;
  if (executable) return { fromPath: executable };
  if (host === "npm") return { fromPath: standIn };
  if (host === "desktop") return undefined;
  throw new Error(`VSCODE_HOST is "npm" or "desktop", not "${host}"`);
}

/**
 * The version that @vscode/test-electron fetches, by `VSCODE_VERSION`: `stable` (the default), `insiders`, a number, or
 * `lowest`, which is the one that package.json promises.
 *
 * @returns {string}
 */
export function pickVersion() {
  const { VSCODE_VERSION: version = "stable" } = process.env;
  if (version !== "lowest") return version;
  const { engines } = JSON.parse(readFileSync(manifest, "utf8"));
  return engines.vscode.replace("^", "");
}

/** Whether the VS Code that is chosen is shown in a browser. */
export const isShownInBrowser = () => pickVSCode()?.fromPath === standIn;
