import { parentPort, workerData } from "node:worker_threads";
import type { Policy } from "../../policy/model/policy";
import { checkPiece } from "./checkPiece";
import type { replayRole } from "./isReplayThread";
import type { LogPiece } from "./logPieces";

/** What a thread is started with. */
export interface ThreadData {
  readonly role: typeof replayRole;
  readonly policy: Policy | undefined;
}

/** Checks pieces of a log from now on, in a thread that was started for it. */
export function checkPieces(): void {
  const { policy } = workerData as ThreadData;
  parentPort?.on("message", (piece: LogPiece) => {
    const checked = checkPiece(policy, piece);
    parentPort?.postMessage(checked, [checked.instants.buffer, checked.calls.buffer]);
  });
}
