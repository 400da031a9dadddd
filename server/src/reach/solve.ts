import type { Condition } from "../policy/model/policy";
import type { Demand, Literal } from "./formula";
import { missing, type Region } from "./regions/region";
import type { Variable } from "./variables";

/** A region for each variable. */
export type Assignment = ReadonlyMap<Variable, Region>;

/** What became of the search. "gave up": it took too many steps. */
export type Solution = Assignment | "none" | "gave up";

/** Regions that are tried before a search is given up. */
const mostSteps = 50_000;

/** Finds regions that fulfil a demand; regions are tried in the order of `prefer`, the lowest number first. */
export function solve(
  demand: Demand,
  variables: readonly Variable[],
  prefer: (variable: Variable, region: Region) => number,
): Solution {
  const places = new Map<Condition, { readonly variable: Variable; readonly index: number }>();
  for (const variable of variables)
    for (const [index, condition] of variable.conditions.entries()) places.set(condition, { variable, index });

  const isFulfilled = ({ condition, holds }: Literal, region: Region): boolean =>
    region.holds[places.get(condition)?.index ?? -1] === holds;
  const domains = new Map<Variable, readonly Region[]>();
  for (const variable of variables) {
    const literals = demand.all.filter(({ condition }) => places.get(condition)?.variable === variable);
    const fitting = variable.regions.filter((region) => literals.every((literal) => isFulfilled(literal, region)));
    if (fitting.length === 0) return "none";
    domains.set(
      variable,
      fitting.toSorted((a, b) => prefer(variable, a) - prefer(variable, b)),
    );
  }

  const assigned = new Map<Variable, Region>();
  let steps = 0;
  const isStillPossible = (choice: readonly Literal[]): boolean =>
    choice.some((literal) => {
      const variable = places.get(literal.condition)?.variable;
      const region = variable && assigned.get(variable);
      return region === undefined || isFulfilled(literal, region);
    });
  const assign = (index: number): boolean => {
    const variable = variables[index];
    if (variable === undefined) return true;
    const outer = variable.around && assigned.get(variable.around);
    for (const region of domains.get(variable) ?? []) {
      if (++steps > mostSteps) return false;
      if (outer !== undefined && !outer.isObject && region.value !== missing) continue;
      assigned.set(variable, region);
      if (demand.choices.every(isStillPossible) && assign(index + 1)) return true;
      assigned.delete(variable);
    }
    return false;
  };
  // A choice of nothing, such as a `deny_if` without conditions, is never fulfilled.
  if (!demand.choices.every(isStillPossible)) return "none";
  if (assign(0)) return assigned;
  return steps > mostSteps ? "gave up" : "none";
}
