/** A child process with all that it starts: VS Code's server leaves extension hosts and language servers behind. */

/**
 * Ends the group of a process that was started `detached`, first politely.
 *
 * @param {import("node:child_process").ChildProcess} leader
 */
export async function stopGroup(leader) {
  signalGroup(leader, "SIGTERM");
  const deadline = Date.now() + 1000;
  while (signalGroup(leader, 0) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  signalGroup(leader, "SIGKILL");
}

/**
 * @param {import("node:child_process").ChildProcess} leader
 * @param {NodeJS.Signals | 0} signal 0 asks whether anybody is there.
 * @returns {boolean} whether anybody was there
 */
export function signalGroup(leader, signal) {
  if (leader.pid === undefined) return false;
  try {
    return process.kill(-leader.pid, signal);
  } catch {
    return false;
  }
}
