import type { Condition, Predicate, ToolRules } from "../policy/model/policy";

/** A condition that has to hold, or must not. */
export interface Literal {
  readonly condition: Condition;
  readonly holds: boolean;
}

/** What a call has to fulfil: all of `all`, and of each of `choices` at least one. */
export interface Demand {
  readonly all: readonly Literal[];
  readonly choices: readonly (readonly Literal[])[];
}

/** What a call fulfils that the predicates of a tool let through (policy format, "Evaluation of one call", step 4). */
export function toPass({ require, denyIf }: ToolRules): Demand {
  return {
    all: require.flatMap(({ conditions }) => conditions.map((condition) => ({ condition, holds: true }))),
    choices: denyIf.map((predicate) => notAll(predicate)),
  };
}

/** What a call fulfils that the predicates of a tool deny: one demand for each way in which that can happen. */
export function toBeDenied({ require, denyIf }: ToolRules): readonly Demand[] {
  const byRequire = require
    .filter(({ conditions }) => conditions.length > 0)
    .map((predicate) => ({ all: [], choices: [notAll(predicate)] }));
  const byDenyIf = denyIf.map(({ conditions }) => ({
    all: conditions.map((condition) => ({ condition, holds: true })),
    choices: [],
  }));
  return [...byRequire, ...byDenyIf];
}

/** Both demands together. */
export function together(one: Demand, other: Demand): Demand {
  return { all: [...one.all, ...other.all], choices: [...one.choices, ...other.choices] };
}

function notAll({ conditions }: Predicate): readonly Literal[] {
  return conditions.map((condition) => ({ condition, holds: false }));
}
