import type { AssumptionName, Assumptions } from "../model/assumptions";
import type { Condition, Predicate, PredicateList } from "../model/policy";
import { type ConditionOutcome, testCondition } from "./condition";

/** What a predicate says of a call. */
export interface PredicateOutcome {
  /** Whether it denies the call: a `require` that does not hold, or a `deny_if` that does; undefined: not known. */
  readonly denies: boolean | undefined;
  /**
   * The condition that settled it: the first that is false, else the first that is not known, else the last one;
   * undefined for `conditions: []`.
   */
  readonly decisive: DecisiveCondition | undefined;
  readonly assumptions: readonly AssumptionName[];
}

/** A condition of a predicate, and what it says of a call. */
export interface DecisiveCondition {
  readonly index: number;
  readonly condition: Condition;
  readonly outcome: ConditionOutcome;
}

const none: readonly AssumptionName[] = [];
const onlyJoined: readonly AssumptionName[] = ["conditionsJoin"];

/**
 * Checks one predicate: all of its conditions must hold (spec §1), so none means always. One that is false settles it,
 * whatever the others are; else one that is not known leaves it open.
 */
export function checkPredicate(
  list: PredicateList,
  predicate: Predicate,
  args: unknown,
  assumptions: Assumptions,
): PredicateOutcome {
  const { conditions } = predicate;
  const joined = conditions.length > 1 ? onlyJoined : none;
  let rests = none;
  let last: DecisiveCondition | undefined;
  let open: DecisiveCondition | undefined;
  for (let index = 0; index < conditions.length; index++) {
    const condition = conditions[index];
    if (condition === undefined) continue;
    const outcome = testCondition(condition, args, assumptions);
    last = { index, condition, outcome };
    if (outcome.holds === undefined) open ??= last;
    if (outcome.holds !== false) {
      if (outcome.restsOn !== undefined) rests = [...rests, outcome.restsOn];
      continue;
    }
    // `exists` is about missing arguments: it has one reading only.
    const isSilent = outcome.missing && condition.op !== "exists";
    const used = [...joined];
    if (outcome.restsOn !== undefined) used.push(outcome.restsOn);
    if (list === "deny_if" && isSilent) used.push("missingArgument");
    if (list === "require") return { denies: true, decisive: last, assumptions: used };
    const denies = isSilent && assumptions.missingArgument === "denies";
    // An earlier condition, were it false, would be the one that settles it.
    if (denies && open !== undefined) return { denies: undefined, decisive: open, assumptions: [...used, ...rests] };
    return { denies, decisive: last, assumptions: used };
  }
  if (open !== undefined) return { denies: undefined, decisive: open, assumptions: [...joined, ...rests] };
  return { denies: list === "deny_if", decisive: last, assumptions: rests === none ? joined : [...joined, ...rests] };
}
