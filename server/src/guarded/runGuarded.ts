import { FileFailure } from "../disk/fileFailure";
import { memoryCounters } from "../gateway/counters/memoryCounters";
import { runGateway } from "../gateway/runGateway";
import { ServerFailure } from "../mcp/serverFailure";
import { visibleText } from "../policy/words/plain/visibleText";
import type { GuardedServer } from "../protocol/guardedServer";
import { guardedTarget } from "./guardedTarget";
import { readAsConfigured } from "./readAsConfigured";

/** Calls of the last days; a log that is put aside once is bounded at twice this. */
const mostLogBytes = 10_000_000;

/**
 * Runs a server behind a policy, between the standard streams of this process, for an editor that has started it. Sets the
 * exit code; what the person has to know is said on standard error, which editors show.
 */
export async function runGuarded(order: string): Promise<void> {
  try {
    const guarded: GuardedServer = JSON.parse(order);
    const { policy, workspace, log, keepsValues, redacted } = guarded;
    process.exitCode = await runGateway({
      policy,
      read: readAsConfigured(policy, workspace),
      server: await guardedTarget(guarded),
      grant: "default",
      log: { target: log, values: keepsValues, redacted },
      logFile: { sync: false, mostBytes: mostLogBytes, keptFiles: 1 },
      openStore: () => memoryCounters(),
      observes: false,
      onError: "deny",
      keepsLastGood: false,
      client: { input: process.stdin, output: process.stdout },
      errors: process.stderr,
      note: say,
      complain: say,
    });
  } catch (error) {
    if (!(error instanceof ServerFailure || error instanceof FileFailure)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

function say(sentence: string): void {
  process.stderr.write(`${visibleText(sentence)}\n`);
}
