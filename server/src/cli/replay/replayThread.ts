import { parentPort, workerData } from "node:worker_threads";
import type { Policy } from "../../policy/model/policy";
import type { RoleData } from "../threadRole";
import { checkPiece } from "./checkPiece";
import type { LogPiece } from "./logPieces";

/** What a thread is started with. */
export interface ThreadData extends RoleData {
  readonly role: "mcp-policy replay";
  readonly policy: Policy;
}

/** Checks pieces of a log from now on, in a thread that was started for it. */
export function checkPieces(): void {
  const { policy } = workerData as ThreadData;
  parentPort?.on("message", (piece: LogPiece) => {
    const checked = checkPiece(policy, piece);
    parentPort?.postMessage(checked, [checked.instants.buffer, checked.calls.buffer]);
  });
}
