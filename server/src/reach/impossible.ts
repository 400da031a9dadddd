import type { Literal } from "./formula";
import { solve } from "./solve";
import { variablesOf } from "./variables";

/** Whether no arguments at all fulfil these literals. "false" also where it is not known. */
export function impossible(literals: readonly Literal[]): boolean {
  const demand = { all: literals, choices: [] };
  const variables = variablesOf([demand]);
  return variables.every(({ notKnown }) => notKnown === undefined) && solve(demand, variables, () => 0) === "none";
}
