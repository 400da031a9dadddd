/** Part 2: deciding calls, beside other engines. */
import type { DecidingResult } from "./decidingWorker";
import { Worker } from "./worker";

const patience = 240;

/** Measures all engines in one process of its own, by turns. */
export async function measureDeciding(): Promise<DecidingResult> {
  const worker = new Worker<object, DecidingResult>("decidingWorker.js");
  try {
    return await worker.ask({}, patience);
  } finally {
    worker.stop();
  }
}
