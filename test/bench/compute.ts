/** Part 1, without transport and debounce: the analysis alone, ours and the JSON server's by turns. */
import type { ComputeQuestion } from "./computeWorker";
import type { Repetitions } from "./sizes";
import { TimeLimitError } from "./timeLimit";
import { Worker } from "./worker";

/** Milliseconds of analysis. */
export interface ComputeSamples {
  /** A policy is opened → the problems of its text, each in a process of its own. */
  readonly problems: number[];
  /** A policy is opened → all problems and findings. */
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

/** Processes that open a policy for its problems alone. */
const openings = 5;

/** Seconds that one analysis may take. */
const patience = 40;

/** Measures at one size: two processes, which are asked by turns, edit by edit. */
export async function measureCompute({ tools, inProcess, warmUp }: Repetitions): Promise<ComputeResult> {
  const result = { tools, ours: noSamples(), json: noSamples() };
  const start = () => [
    { worker: new Worker<ComputeQuestion, number>("computeWorker.js", ["ours"]), samples: result.ours },
    { worker: new Worker<ComputeQuestion, number>("computeWorker.js", ["json"]), samples: result.json },
  ];
  type Engines = ReturnType<typeof start>;
  type Kept = Exclude<keyof ComputeSamples, "overdue"> | undefined;
  const ask = async (engines: Engines, question: ComputeQuestion, kept: Kept) => {
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
  const session = async (ask: (engines: Engines) => Promise<void>) => {
    const engines = start();
    try {
      await ask(engines);
    } finally {
      for (const { worker } of engines) worker.stop();
    }
  };
  for (let times = 0; times < openings; times++)
    await session((engines) => ask(engines, { problems: tools }, "problems"));
  await session(async (engines) => {
    await ask(engines, { open: tools }, "open");
    for (let index = 0; index < warmUp + inProcess; index++)
      await ask(engines, { edit: "value", index }, index < warmUp ? undefined : "edit");
    for (let index = 0; index < Math.ceil(inProcess / 3) * 2; index++)
      await ask(engines, { edit: "structure", index }, "structureEdit");
  });
  return result;
}

function noSamples(): ComputeSamples {
  return { problems: [], open: [], edit: [], structureEdit: [], overdue: undefined };
}
