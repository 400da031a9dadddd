/** What Debian's packages can provide for the tests. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** @returns {boolean} whether they can be installed without a question */
export function canInstallFromDebian() {
  return process.getuid?.() === 0 && isDebian();
}

/**
 * @param {string} name of a package
 * @returns {string | undefined} what went wrong
 */
export function installFromDebian(name) {
  // Waits for another apt-get on this machine instead of failing.
  const patience = ["-o", "DPkg::Lock::Timeout=300"];
  for (const words of [["update"], ["install", "-y", name]]) {
    const { status, stderr, error } = spawnSync("apt-get", [...patience, ...words], {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (status !== 0) return `apt-get ${words[0]}: ${error?.message ?? stderr.trim().split("\n").at(-1)}`;
  }
  return undefined;
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}
