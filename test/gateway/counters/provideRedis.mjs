/** A Redis for the tests of shared counts: an installed one, or Debian's; else they are skipped, and this says so. */
import { spawnSync } from "node:child_process";
import { canInstallFromDebian, installFromDebian } from "../../vscodeHost/installFromDebian.mjs";

/** @returns {boolean} whether there is a redis-server */
export function hasRedisServer() {
  return spawnSync("redis-server", ["--version"]).status === 0;
}

/** What is asked of the machine; a test hands in another one. */
const thisMachine = {
  hasRedisServer,
  canInstall: canInstallFromDebian,
  install: () => installFromDebian("redis-server"),
  /** @param {string} line */
  log: (line) => console.error(line),
};

/**
 * Where there is none, root gets Debian's on Debian. Never throws: everything else is tested without it.
 *
 * @param {Partial<typeof thisMachine>} [machine]
 * @returns {boolean} whether there is one now
 */
export function provideRedis(machine = {}) {
  const { hasRedisServer, canInstall, install, log } = { ...thisMachine, ...machine };
  if (hasRedisServer()) return true;
  let reason = "";
  if (canInstall()) {
    log("No redis-server was found. Installing one: apt-get update && apt-get install -y redis-server");
    const failure = install();
    if (hasRedisServer()) return true;
    reason = ` (installing it failed: ${failure ?? "it is still not there"})`;
  }
  log(`No redis-server was found${reason}, so the tests of counters in Redis are skipped.`);
  return false;
}
