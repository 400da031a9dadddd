import { Worker } from "node:worker_threads";
import type { Policy } from "../../policy/model/policy";
import { programFile } from "../programFile";
import type { CheckedPiece } from "./checkedPiece";
import { replayRole } from "./isReplayThread";
import type { LogPiece } from "./logPieces";
import type { ThreadData } from "./replayThread";

/** Pieces that a thread may have waiting, so that it never waits itself. */
const enough = 3;

/** Threads that check pieces of a log, each one piece after the other. They run the file of the program. */
export class ReplayThreads {
  readonly #threads: { readonly worker: Worker; readonly waiting: Waiting[] }[];

  constructor(policy: Policy | undefined, count: number, module = programFile) {
    // A policy reads its tools when they are asked for, which a copy does here.
    const data: ThreadData = { role: replayRole, policy: policy && { ...policy } };
    this.#threads = Array.from({ length: count }, () => {
      const waiting: Waiting[] = [];
      // What it makes is soon garbage: more room would only be more memory.
      const worker = new Worker(module, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 4 } });
      worker.on("message", (checked: CheckedPiece) => waiting.shift()?.resolve(checked));
      worker.on("error", (error) => {
        for (const { reject } of waiting.splice(0)) reject(error);
      });
      return { worker, waiting };
    });
  }

  /** Has a piece checked by the thread that has the least to do; undefined when all have enough. */
  check(piece: LogPiece): Promise<CheckedPiece> | undefined {
    const [first, ...others] = this.#threads;
    let least = first;
    for (const thread of others) if (thread.waiting.length < (least?.waiting.length ?? 0)) least = thread;
    if (least === undefined || least.waiting.length >= enough) return undefined;
    const { worker, waiting } = least;
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(piece, [piece.bytes.buffer]);
    });
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}

interface Waiting {
  readonly resolve: (checked: CheckedPiece) => void;
  readonly reject: (error: Error) => void;
}
