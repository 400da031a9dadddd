import type { Policy, PredicateList, Refusal } from "../model/policy";
import { limitInWords } from "../words/inWords";
import { conditionDoubtInWords, notKnownInWords } from "../words/notKnownInWords";
import { outcomeInWords } from "../words/outcomeInWords";
import { counted } from "../words/plain/plural";
import type { Admission } from "./admit";
import type { ApplicableLimit } from "./applicableLimits";
import type { PredicateOutcome } from "./checkPredicate";
import type { Check, NotKnown } from "./decision";
import type { LimitCount } from "./limitReservations";
import type { PlannedCheck } from "./plannedCheck";

const skippedDetail = "Not checked: the call was already denied.";
const undecodedDetail = "Not checked: the gateway may not be able to decode the call.";

/** The check that a policy is in force (spec §2, step 1), when it fails. */
export const traceNoPolicy: Check = {
  check: "A policy is in force",
  outcome: "fail",
  detail: "No policy is attached.",
  span: null,
};

/** The check that the gateway accepts the policy, when it does not. */
export function traceRefusal({ errors, first, span }: Refusal): Check {
  const detail = `${notKnownInWords({ kind: "policy-refused", errors, first })} The checks below are those that still have a meaning.`;
  return { check: "The gateway accepts the policy", outcome: "unknown", detail, span };
}

/** The check that the gateway can decode the arguments, when that is not known. */
export function traceArguments(because: NotKnown): Check {
  const check = "The arguments are an ordinary JSON object";
  return { check, outcome: "unknown", detail: notKnownInWords(because), span: null };
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
  { list, words: check, span }: PlannedCheck,
  outcome: PredicateOutcome | undefined,
  undecodable?: NotKnown,
): Check {
  if (outcome === undefined) return { check, outcome: "skipped", detail: detailOfSkipped(undecodable), span };
  const { denies } = outcome;
  const result = denies === undefined ? "unknown" : denies ? "fail" : "pass";
  return { check, outcome: result, detail: predicateDetail(list, outcome), span };
}

function detailOfSkipped(undecodable: NotKnown | undefined): string {
  return undecodable === undefined ? skippedDetail : undecodedDetail;
}

function predicateDetail(list: PredicateList, { denies, decisive }: PredicateOutcome): string {
  if (decisive === undefined)
    return list === "require"
      ? "It has no conditions, so it always holds."
      : "It has no conditions, so it always denies.";
  const { notKnown } = decisive.outcome;
  if (denies === undefined)
    return notKnown === undefined ? "It is not known whether it denies the call." : conditionDoubtInWords(notKnown);
  const reason = outcomeInWords(decisive.condition, decisive.outcome);
  const consequence = denies ? "The call is denied." : list === "require" ? "It holds." : "It does not fire.";
  return `${reason}. ${consequence}`;
}

/** The check of one limit (step 5); `count` is the count before this call, undefined when it was skipped. */
export function traceLimit(
  { limit, list, span }: ApplicableLimit,
  count: LimitCount | undefined,
  undecodable?: NotKnown,
): Check {
  const { counter, window, max } = limit;
  const check = checkOfLimit({ limit, list });
  if (count === undefined) return { check, outcome: "skipped", detail: detailOfSkipped(undecodable), span };
  const { value, uncounted } = count;
  if (value >= max)
    return { check, outcome: "fail", detail: `${value} of ${max} are already used in this ${window}.`, span };
  const detail = `This is call ${value + 1} of ${max} in this ${window}.`;
  if (uncounted === 0) return { check, outcome: "pass", detail, span };
  if (value + uncounted < max)
    return {
      check,
      outcome: "pass",
      detail: `${detail} ${counted(uncounted, "earlier call that is not known is", "earlier calls that are not known are")} not counted, and would fit too.`,
      span,
    };
  const doubt = notKnownInWords({ kind: "earlier-calls", list, counter, window, max, value, uncounted });
  return { check, outcome: "unknown", detail: doubt, span };
}

/** The check of a limit that does not count the retry of a call (assumption `retryCounts`). */
export function traceRetry(applicable: ApplicableLimit): Check {
  const detail = "Not counted: this call sends an earlier one again with a person's input.";
  return { check: checkOfLimit(applicable), outcome: "pass", detail, span: applicable.span };
}

function checkOfLimit({ limit, list }: Pick<ApplicableLimit, "limit" | "list">): string {
  return `${list === "tool" ? "limit" : "limit over all tools"} ${limit.counter}: ${limitInWords(limit)}`;
}
