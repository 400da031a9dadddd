import { spawn } from "node:child_process";

/** The groups that run now, by the process that leads each. */
const running = new Set<number>();

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ends a group with this process, however this ends; the answer forgets it. A group of its own is not reached by Ctrl+C,
 * so without this an interrupted command would leave its servers behind. With `leavesSignals` the caller handles signals.
 */
export function followGroup(leader: number, leavesSignals = false): () => void {
  if (running.size === 0) {
    process.on("exit", killAll);
    if (!leavesSignals) for (const signal of signals) process.on(signal, endByIt);
  }
  running.add(leader);
  return () => {
    running.delete(leader);
    if (running.size > 0) return;
    process.off("exit", killAll);
    for (const signal of signals) process.off(signal, endByIt);
  };
}

/** Waits for the leader to end by itself, asks the group to end, and then ends it. */
export async function endGroup(leader: number, exited: Promise<unknown>, grace: number): Promise<void> {
  await within(exited, grace);
  signalGroup(leader, "SIGTERM");
  if (await isGone(leader, exited, grace)) return;
  signalGroup(leader, "SIGKILL");
  await within(exited, grace);
}

/** Whether the leader has ended and nothing of its group is left; waits for the leader, then looks for the rest at most as long. */
async function isGone(leader: number, exited: Promise<unknown>, grace: number): Promise<boolean> {
  await within(exited, grace);
  for (let waited = 0; waited < grace; waited += 20) {
    if (!signalGroup(leader, 0)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return !signalGroup(leader, 0);
}

function killAll(): void {
  for (const leader of running) signalGroup(leader, "SIGKILL");
}

function endByIt(signal: NodeJS.Signals): void {
  killAll();
  for (const each of signals) process.off(each, endByIt);
  // As without a listener: the exit code tells the signal. Other listeners have had their turn.
  process.kill(process.pid, signal);
}

/** Sends a signal to every process of a group; false when there is none. */
export function signalGroup(leader: number, signal: NodeJS.Signals | 0): boolean {
  if (process.platform === "win32") {
    // Windows has no groups: taskkill follows the tree of processes while their parents live.
    if (signal === "SIGKILL" || signal === "SIGTERM")
      spawn("taskkill", ["/T", "/F", "/PID", String(leader)], { stdio: "ignore", windowsHide: true }).on(
        "error",
        () => {},
      );
    return signal !== 0;
  }
  try {
    process.kill(-leader, signal);
    return true;
  } catch {
    return false;
  }
}

/** Waits for something, but not longer than a time. */
async function within(awaited: Promise<unknown>, most: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, most);
  });
  await Promise.race([awaited, late]);
  clearTimeout(timer);
}
