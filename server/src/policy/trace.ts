import type { Admission } from "./admit";
import type { ApplicableLimit } from "./applicableLimits";
import type { PredicateOutcome } from "./checkPredicate";
import type { Check } from "./decision";
import { limitInWords, outcomeInWords, predicateInWords } from "./inWords";
import type { Policy, Predicate, PredicateList } from "./policy";
import { moveSpan } from "./span";

const skippedDetail = "Not checked: the call was already denied.";

/** The check that a policy is in force (spec §2, step 1), when it fails. */
export function traceNoPolicy(isRejected: boolean): Check {
  return {
    check: "A policy is in force",
    outcome: "fail",
    detail: isRejected ? "The gateway would reject this one for its unknown fields." : "No policy is attached.",
    span: null,
  };
}

/** The checks of `hide` and of `tools` with `default` (spec §2, steps 2 and 3). */
export function traceAdmission(policy: Policy, tool: string, admission: Admission): Check[] {
  const isHidden = admission.kind === "denied" && admission.reason.kind === "hidden";
  const hidden: Check = {
    check: "Not hidden",
    outcome: isHidden ? "fail" : "pass",
    detail: !isHidden
      ? "Its name is not in hide."
      : policy.hide.has(tool)
        ? "Its name is in hide."
        : 'hide contains "*", which hides every tool.',
    span: isHidden ? admission.span : null,
  };
  const listing = policy.tools.get(tool);
  const check = "Listed, or allowed by default";
  if (isHidden) return [hidden, { check, outcome: "skipped", detail: skippedDetail, span: null }];
  const detail =
    listing !== undefined
      ? "It is listed under tools."
      : admission.kind === "admitted"
        ? 'It is not listed; "default" is "allow".'
        : policy.default === undefined
          ? 'It is not listed, and "default" is missing or wrong, which is read as "deny".'
          : 'It is not listed, and "default" is "deny".';
  return [hidden, { check, outcome: admission.kind === "admitted" ? "pass" : "fail", detail, span: admission.span }];
}

/** The check of one predicate (step 4); without an outcome it was skipped. */
export function tracePredicate(
  list: PredicateList,
  index: number,
  predicate: Predicate,
  outcome: PredicateOutcome | undefined,
  offset: number,
): Check {
  const words = predicateInWords(predicate);
  const check = `${list} ${index + 1}: ${words}`;
  const span = moveSpan(predicate.span, offset);
  if (outcome === undefined) return { check, outcome: "skipped", detail: skippedDetail, span };
  return { check, outcome: outcome.denies ? "fail" : "pass", detail: predicateDetail(list, outcome), span };
}

function predicateDetail(list: PredicateList, { denies, decisive }: PredicateOutcome): string {
  if (decisive === undefined)
    return list === "require"
      ? "It has no conditions, so it always holds."
      : "It has no conditions, so it always denies.";
  const reason = outcomeInWords(decisive.condition, decisive.outcome);
  const consequence = denies ? "The call is denied." : list === "require" ? "It holds." : "It does not fire.";
  return `${reason}. ${consequence}`;
}

/** The check of one limit (step 5); `value` is the count before this call, undefined when it was skipped. */
export function traceLimit({ limit, list, span }: ApplicableLimit, value: number | undefined): Check {
  const check = `${list === "tool" ? "limit" : "limit over all tools"} ${limit.counter}: ${limitInWords(limit)}`;
  if (value === undefined) return { check, outcome: "skipped", detail: skippedDetail, span };
  return value >= limit.max
    ? { check, outcome: "fail", detail: `${value} of ${limit.max} are already used in this ${limit.window}.`, span }
    : { check, outcome: "pass", detail: `This is call ${value + 1} of ${limit.max} in this ${limit.window}.`, span };
}
