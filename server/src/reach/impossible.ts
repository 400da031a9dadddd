import type { Literal } from "./formula";
import { Solver } from "./solver";
import { variablesOf } from "./variables";
import { TooMuchWork, Work } from "./work";

/** Steps: it is asked after an edit. */
const mostSteps = 200_000;

/** Whether no arguments at all fulfil these literals. "false" also where it is not known. */
export function impossible(literals: readonly Literal[]): boolean {
  const demand = { all: literals, choices: [] };
  const work = new Work(mostSteps);
  try {
    return new Solver(demand, variablesOf([demand], work), () => 0, work).solve() === "none";
  } catch (problem) {
    if (problem instanceof TooMuchWork) return false;
    throw problem;
  }
}
