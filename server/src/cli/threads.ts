import { type ResourceLimits, type TransferListItem, Worker } from "node:worker_threads";
import { programFile } from "./programFile";
import type { RoleData } from "./threadRole";

/** Questions that a thread may have waiting, so that it never waits itself. */
const enough = 3;

/** How threads are started. */
export interface ThreadOptions {
  readonly count: number;
  /** The bundle that they run: that which is running. */
  readonly module?: string | undefined;
  readonly limits?: ResourceLimits;
}

/** Threads that answer questions, each one after the other. They run the file of the program. */
export class Threads<Question, Answer> {
  readonly #threads: { readonly worker: Worker; readonly waiting: Waiting<Answer>[] }[];

  constructor(data: RoleData, { count, module = programFile, limits = {} }: ThreadOptions) {
    this.#threads = Array.from({ length: count }, () => {
      const waiting: Waiting<Answer>[] = [];
      const worker = new Worker(module, { workerData: data, resourceLimits: limits });
      worker.on("message", (answer: Answer) => waiting.shift()?.resolve(answer));
      worker.on("error", (error) => {
        for (const { reject } of waiting.splice(0)) reject(error);
      });
      return { worker, waiting };
    });
  }

  /** Asks the thread that has the least to do; undefined when all have enough. */
  ask(question: Question, transferred: readonly TransferListItem[] = []): Promise<Answer> | undefined {
    const [first, ...others] = this.#threads;
    let least = first;
    for (const thread of others) if (thread.waiting.length < (least?.waiting.length ?? 0)) least = thread;
    if (least === undefined || least.waiting.length >= enough) return undefined;
    const { worker, waiting } = least;
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(question, transferred);
    });
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}
