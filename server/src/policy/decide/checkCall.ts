import type { AssumptionName, Assumptions } from "../model/assumptions";
import type { Policy } from "../model/policy";
import type { BoundedTrace } from "./boundedTrace";
import type { Call } from "./call";
import type { CheckedCall } from "./checkedCall";
import { checkPredicate } from "./checkPredicate";
import { byAdmission } from "./denial";
import { type Doubt, predicateDoubt } from "./doubt";
import { settledCheck } from "./settledCheck";
import type { ToolPlan } from "./toolPlan";
import { traceArguments, tracePredicate, traceRefusal } from "./trace";
import { undecodable } from "./undecodable";

/**
 * The first half of a decision (spec §2, steps 2 to 4). Three values: a check that is not known leaves the decision open only
 * if no other check denies the call anyway.
 */
export function checkCall(
  policy: Policy,
  plan: ToolPlan,
  call: Pick<Call, "tool" | "arguments">,
  assumptions: Assumptions,
  trace?: BoundedTrace,
): CheckedCall {
  const unreadable = undecodable(call.arguments);
  if (trace === undefined && unreadable === undefined) {
    const settled = settledCheck(policy, plan, call.arguments);
    if (settled !== undefined) return settled;
  }
  const used: AssumptionName[] = policy.unknownFields ? ["unknownFields"] : [];
  const { admission, checks, limits } = plan;
  let denial = admission.kind === "denied" ? byAdmission(admission, call.tool) : undefined;
  let doubt: Doubt | undefined;
  if (policy.refusal !== undefined) trace?.push(traceRefusal(policy.refusal));
  for (const check of plan.admissionTrace) trace?.push(check);
  if (unreadable !== undefined) trace?.push(traceArguments(unreadable));

  for (const check of checks) {
    if (denial !== undefined && trace === undefined) break;
    if (denial !== undefined || unreadable !== undefined) {
      trace?.push(tracePredicate(check, undefined, unreadable));
      continue;
    }
    const outcome = checkPredicate(check.list, check.predicate, call.arguments, assumptions);
    for (const name of outcome.assumptions) if (!used.includes(name)) used.push(name);
    trace?.push(tracePredicate(check, outcome));
    if (outcome.denies === undefined) doubt ??= predicateDoubt(check, outcome);
    if (outcome.denies !== true) continue;
    denial = check.denial(outcome.decisive?.index ?? 0);
    if (limits.length > 0) used.push("limitsOrder");
  }
  return { denial, doubt, unreadable, used };
}
