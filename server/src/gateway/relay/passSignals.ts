import type { Child } from "../../mcp/childProcess";
import { signalGroup } from "../../mcp/processGroup";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Passes signals to the group of the server, which ends this process with it; the second one does not wait. The answer
 * stops it. A group of its own is not reached by Ctrl+C.
 */
export function passSignals({ pid, end }: Child): () => void {
  let passed = false;
  const pass = (signal: NodeJS.Signals): void => {
    if (pid !== undefined) signalGroup(pid, passed ? "SIGKILL" : signal);
    // A server that does not care about it gets its time, and is ended then.
    if (!passed) void end();
    passed = true;
  };
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}
