import type { AssumptionName, Assumptions } from "./assumptions";
import { type ConditionOutcome, testCondition } from "./condition";
import type { Condition, Predicate, PredicateList } from "./policy";

/** What a predicate says of a call. */
export interface PredicateOutcome {
  /** Whether it denies the call: a `require` that does not hold, or a `deny_if` that does. */
  readonly denies: boolean;
  /** The condition that settled it: the first that is false, else the last one; undefined for `conditions: []`. */
  readonly decisive:
    | { readonly index: number; readonly condition: Condition; readonly outcome: ConditionOutcome }
    | undefined;
  readonly assumptions: readonly AssumptionName[];
}

/** Checks one predicate: all of its conditions must hold (spec §1), so none means always. */
export function checkPredicate(
  list: PredicateList,
  predicate: Predicate,
  args: unknown,
  assumptions: Assumptions,
): PredicateOutcome {
  const { conditions } = predicate;
  const used: AssumptionName[] = conditions.length > 1 ? ["conditionsJoin"] : [];
  let decisive: PredicateOutcome["decisive"];
  for (const [index, condition] of conditions.entries()) {
    const outcome = testCondition(condition, args);
    decisive = { index, condition, outcome };
    if (outcome.holds) continue;
    // `exists` is about missing arguments: it has one reading only.
    const isSilent = outcome.missing && condition.op !== "exists";
    if (list === "deny_if" && isSilent) used.push("missingArgument");
    const denies = list === "require" || (isSilent && assumptions.missingArgument === "denies");
    return { denies, decisive, assumptions: used };
  }
  return { denies: list === "deny_if", decisive, assumptions: used };
}
