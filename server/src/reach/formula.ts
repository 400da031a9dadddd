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

/** Any call fulfils it. */
export const anyCall: Demand = { all: [], choices: [] };

/** What a call fulfils that the predicates of a tool let through (policy format, "Evaluation of one call", step 4). */
export function toPass({ require, denyIf }: ToolRules): Demand {
  const denials = denyIf.map((predicate) => notAll(predicate));
  return {
    all: [...require.flatMap((predicate) => allOf(predicate)), ...denials.flatMap(({ all }) => all)],
    choices: denials.flatMap(({ choices }) => choices),
  };
}

/** What a call fulfils that the predicates of a tool deny: one demand for each way in which that can happen. */
export function toBeDenied({ require, denyIf }: ToolRules): readonly Demand[] {
  const byRequire = require.filter(({ conditions }) => conditions.length > 0).map((predicate) => notAll(predicate));
  const byDenyIf = denyIf.map((predicate) => ({ all: allOf(predicate), choices: [] }));
  return [...byRequire, ...byDenyIf];
}

/** Both demands together. */
export function together(one: Demand, other: Demand): Demand {
  return { all: [...one.all, ...other.all], choices: [...one.choices, ...other.choices] };
}

/** The demand with other condition objects. */
export function withConditions({ all, choices }: Demand, change: (condition: Condition) => Condition): Demand {
  const changed = ({ condition, holds }: Literal): Literal => ({ condition: change(condition), holds });
  return { all: all.map(changed), choices: choices.map((choice) => choice.map(changed)) };
}

function allOf({ conditions }: Predicate): readonly Literal[] {
  return conditions.map((condition) => ({ condition, holds: true }));
}

/** A choice of one is none. */
function notAll({ conditions }: Predicate): Demand {
  const choice = conditions.map((condition) => ({ condition, holds: false }));
  return choice.length === 1 ? { all: choice, choices: [] } : { all: [], choices: [choice] };
}
