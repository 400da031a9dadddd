/** Part 3: completion from catalogues of any size. */
import type { CatalogueQuestion, CatalogueResult } from "./catalogueWorker";
import { TimeLimitError } from "./timeLimit";
import { Worker } from "./worker";

/** Seconds that one catalogue may take in all. */
const patience = 60;

const questions: readonly CatalogueQuestion[] = [
  { tools: 180, repetitions: 100 },
  { tools: 10_000, repetitions: 40 },
  { tools: 500_000, repetitions: 3 },
];

/** A catalogue that took too long has no result. */
export interface CatalogueOutcome {
  readonly tools: number;
  readonly result: CatalogueResult | undefined;
  readonly overdue: string | undefined;
}

/** Measures each catalogue in a process of its own. */
export async function measureCatalogues(): Promise<readonly CatalogueOutcome[]> {
  const outcomes: CatalogueOutcome[] = [];
  for (const question of questions) {
    const { tools } = question;
    const worker = new Worker<CatalogueQuestion, CatalogueResult>("catalogueWorker.js");
    try {
      outcomes.push({ tools, result: await worker.ask(question, patience), overdue: undefined });
    } catch (error) {
      // A process that ran out of memory has no result either; that is a finding, and no end of the run.
      const overdue = error instanceof TimeLimitError ? `over ${error.seconds} s` : String(error);
      outcomes.push({ tools, result: undefined, overdue });
    } finally {
      worker.stop();
    }
  }
  return outcomes;
}
