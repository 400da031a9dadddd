/** Chooses the VS Code that the extension tests run in. */
import { fileURLToPath } from "node:url";

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

/** Whether the VS Code that is chosen is shown in a browser. */
export const isShownInBrowser = () => pickVSCode()?.fromPath === standIn;
