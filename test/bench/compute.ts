/** Part 1, without transport and debounce: the analysis alone, ours and the JSON server's by turns. */
import type { ComputeQuestion } from "./computeWorker";
import type { Repetitions } from "./sizes";
import { TimeLimitError } from "./timeLimit";
import { Worker } from "./worker";

/** Milliseconds of analysis. */
export interface ComputeSamples {
  readonly open: number[];
  readonly edit: number[];
  readonly structureEdit: number[];
  overdue: string | undefined;
}

export interface ComputeResult {
  readonly tools: number;
  readonly ours: ComputeSamples;
  readonly json: ComputeSamples;
}

/** Seconds that one analysis may take. */
const patience = 40;

/** Measures at one size: two processes, which are asked by turns, edit by edit. */
export async function measureCompute({ tools, inProcess, warmUp }: Repetitions): Promise<ComputeResult> {
  const result = { tools, ours: noSamples(), json: noSamples() };
  const engines = [
    { worker: new Worker<ComputeQuestion, number>("computeWorker.js", ["ours"]), samples: result.ours },
    { worker: new Worker<ComputeQuestion, number>("computeWorker.js", ["json"]), samples: result.json },
  ];
  const ask = async (question: ComputeQuestion, kept: "open" | "edit" | "structureEdit" | undefined) => {
    for (const { worker, samples } of engines) {
      if (samples.overdue !== undefined) continue;
      try {
        const milliseconds = await worker.ask(question, patience);
        if (kept !== undefined) samples[kept].push(milliseconds);
      } catch (error) {
        if (!(error instanceof TimeLimitError)) throw error;
        samples.overdue = error.message;
      }
    }
  };
  try {
    await ask({ open: tools }, "open");
    for (let index = 0; index < warmUp + inProcess; index++)
      await ask({ edit: "value", index }, index < warmUp ? undefined : "edit");
    for (let index = 0; index < Math.ceil(inProcess / 3) * 2; index++)
      await ask({ edit: "structure", index }, "structureEdit");
  } finally {
    for (const { worker } of engines) worker.stop();
  }
  return result;
}

function noSamples(): ComputeSamples {
  return { open: [], edit: [], structureEdit: [], overdue: undefined };
}
