/** Part 4: what gets past a policy, and what differs between two. */
import type { ReachAnswer, ReachQuestion } from "./reachWorker";
import { Worker } from "./worker";

/** Seconds that one answer may take. */
const patience = 60;

/** How often each is asked, in a process of its own every time: nothing is kept from an earlier one. */
const rounds = 5;

const questions = {
  probeSample: { probe: "sample" },
  probeGuarded: { probe: 180 },
  compareGuarded: { compare: "guarded", tools: 180, differing: 180 },
  compareLarge: { compare: "mixed", tools: 10_000, differing: 10 },
} as const satisfies Record<string, ReachQuestion>;

/** Milliseconds, by question. */
export type ReachResult = { readonly [Name in keyof typeof questions]: number[] };

/** Measures each question by turns. */
export async function measureReach(): Promise<ReachResult> {
  const result: ReachResult = { probeSample: [], probeGuarded: [], compareGuarded: [], compareLarge: [] };
  for (let round = 0; round < rounds; round++)
    for (const name of Object.keys(questions) as (keyof typeof questions)[]) {
      const worker = new Worker<ReachQuestion, ReachAnswer>("reachWorker.js");
      try {
        const { milliseconds, found } = await worker.ask(questions[name], patience);
        if (found === 0 && name !== "probeSample") throw new Error(`${name} found nothing`);
        result[name].push(milliseconds);
      } finally {
        worker.stop();
      }
    }
  return result;
}
