/** A browser for the tests: an installed one, else Debian's, else npm's, else a sentence that says what to do. */
import { findBrowser } from "./findBrowser.mjs";
import { canInstallFromDebian, installFromDebian } from "./installFromDebian.mjs";
import { installNpmBrowser, isShipped } from "./npmBrowser.mjs";

/** What is asked of the machine; a test hands in another one. */
const thisMachine = {
  findBrowser,
  canInstall: canInstallFromDebian,
  install: () => installFromDebian("chromium"),
  isShipped,
  installNpmBrowser,
  /** @param {string} line */
  log: (line) => console.error(line),
};

/**
 * The path of a browser. When there is none, root gets Debian's on Debian, and others the one that npm ships.
 *
 * @param {Partial<typeof thisMachine>} [machine]
 * @returns {string}
 * @throws {Error} with a sentence that says what to install, where nothing can be found or installed
 */
export function provideBrowser(machine = {}) {
  const { findBrowser, canInstall, install, isShipped, installNpmBrowser, log } = { ...thisMachine, ...machine };
  const found = findBrowser();
  if (found) return found;
  const reasons = [];
  if (canInstall()) {
    log("No browser was found. Installing one: apt-get update && apt-get install -y chromium");
    const failure = install();
    const installed = findBrowser();
    if (installed) {
      log(`Installed ${installed}`);
      return installed;
    }
    reasons.push(failure ?? "apt-get install: chromium is still not there");
  }
  if (isShipped()) {
    try {
      return installNpmBrowser(log);
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  const reason = reasons.length > 0 ? ` (installing one failed: ${reasons.join("; ")})` : "";
  throw new Error(
    `No Chromium, Chrome or Edge was found to show VS Code in${reason}. ` +
      "Install one (Debian, as root: apt-get update && apt-get install -y chromium), or set CHROMIUM to its path",
  );
}
