/** A browser for the tests: an installed one, else Debian's, else npm's, else a sentence that says what to do. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findBrowser } from "./findBrowser.mjs";
import { installNpmBrowser, isShipped } from "./npmBrowser.mjs";

/** What is asked of the machine; a test hands in another one. */
const thisMachine = {
  findBrowser,
  /** @returns {boolean} whether Debian's packages can be installed without a question */
  canInstall: () => process.getuid?.() === 0 && isDebian(),
  install,
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

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/** @returns {string | undefined} what went wrong */
function install() {
  // Waits for another apt-get on this machine instead of failing.
  const patience = ["-o", "DPkg::Lock::Timeout=300"];
  for (const words of [["update"], ["install", "-y", "chromium"]]) {
    const { status, stderr, error } = spawnSync("apt-get", [...patience, ...words], {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (status !== 0) return `apt-get ${words[0]}: ${error?.message ?? stderr.trim().split("\n").at(-1)}`;
  }
  return undefined;
}
