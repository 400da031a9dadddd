import type { Condition } from "../policy/model/policy";
import type { Component } from "./components";
import type { Literal } from "./formula";
import { groupBy } from "./groupBy";
import { missing, type Region } from "./regions/region";
import type { Variable } from "./variables";
import type { Work } from "./work";

/** A region for each variable. */
export type Assignment = ReadonlyMap<Variable, Region>;

/** Regions that are tried for variables that depend on each other before a search is given up. */
const mostTries = 50_000;

/**
 * Gives each variable of a component a region so that of each choice something is fulfilled: every combination is tried.
 *
 * @param places where a region says whether a condition holds
 */
export function assignComponent(
  { variables, choices }: Component,
  regionsOf: (variable: Variable) => readonly Region[],
  places: ReadonlyMap<Condition, { readonly variable: Variable; readonly index: number }>,
  work: Work,
): Assignment | "none" | "gave up" {
  const pairs = choices.flatMap((choice) => [...new Set(choice.variables)].map((variable) => ({ variable, choice })));
  const choicesOf = groupBy(pairs, ({ variable }) => variable);
  const assigned = new Map<Variable, Region>();
  const isStillPossible = ({ condition, holds }: Literal): boolean => {
    work.spend(1);
    const place = places.get(condition);
    const region = place && assigned.get(place.variable);
    return region === undefined || region.holds[place?.index ?? -1] === holds;
  };
  const fits = (variable: Variable): boolean =>
    (choicesOf.get(variable) ?? []).every(({ choice: { literals } }) => literals.some(isStillPossible));
  const possible = (variable: Variable): Iterator<Region> => {
    const outer = variable.around && assigned.get(variable.around);
    const isInNothing = outer !== undefined && !outer.isObject;
    return regionsOf(variable)
      .filter(({ value }) => !isInNothing || value === missing)
      .values();
  };

  let tries = 0;
  // Not by recursion: thousands of variables can depend on each other.
  const open: Iterator<Region>[] = [];
  let depth = 0;
  while (depth < variables.length) {
    const variable = variables[depth];
    if (variable === undefined) break;
    open[depth] ??= possible(variable);
    const next = open[depth]?.next();
    if (next === undefined || next.done === true) {
      assigned.delete(variable);
      open.length = depth;
      if (--depth < 0) return "none";
      continue;
    }
    work.spend(1);
    if (++tries > mostTries) return "gave up";
    assigned.set(variable, next.value);
    if (fits(variable)) depth++;
  }
  return assigned;
}
