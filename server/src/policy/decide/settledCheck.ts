import type { Policy } from "../model/policy";
import type { Admission } from "./admit";
import type { CheckedCall } from "./checkedCall";
import { conclude } from "./conclude";
import type { Denial } from "./denial";
import type { PlannedCheck } from "./plannedCheck";
import type { ToolPlan } from "./toolPlan";

/**
 * What `checkCall` comes to for a call whose checks rest on no reading of the spec, which most do: each passes or denies
 * whatever the readings. One value for all calls that come out alike, so that another one makes nothing. undefined: it takes
 * the steps to tell. A fuzz property compares both ways, for all readings.
 */
export function settledCheck(policy: Policy, plan: ToolPlan, args: unknown): CheckedCall | undefined {
  if (plan.admission.kind === "denied") return undefined;
  for (const check of plan.checks) {
    const settlement = check.settle(args);
    if (settlement === "passes") continue;
    if (settlement === "not settled") return undefined;
    return check.denied[settlement] ?? deniedBy(policy, plan, check, settlement);
  }
  return plan.passed ?? passedBy(policy, plan);
}

function passedBy(policy: Policy, plan: ToolPlan): CheckedCall {
  const used = usedBy(policy, plan.checks);
  // Where a call is counted, each decision is another one.
  const isDecided = policy.refusal === undefined && plan.limits.length === 0;
  plan.passed = settled(undefined, used, isDecided ? plan.admission : undefined);
  return plan.passed;
}

function deniedBy(policy: Policy, plan: ToolPlan, check: PlannedCheck, condition: number): CheckedCall {
  const denial = check.denial(condition);
  const asked = plan.checks.slice(0, plan.checks.indexOf(check) + 1);
  const used = [...usedBy(policy, asked), ...(plan.limits.length > 0 ? (["limitsOrder"] as const) : [])];
  const denied = settled(denial, used, policy.refusal === undefined ? denial : undefined);
  check.denied[condition] = denied;
  return denied;
}

function settled(
  denial: Denial | undefined,
  used: CheckedCall["used"],
  result: Denial | Admission | undefined,
): CheckedCall {
  const checked = { denial, doubt: undefined, unreadable: undefined, used };
  if (result === undefined) return checked;
  const nothing = { trace: [], counters: [], charges: new Map() };
  return { ...checked, decision: conclude(result, undefined, { ...nothing, assumptions: used }) };
}

/** The readings that a settled answer of these checks rests on. */
function usedBy({ unknownFields }: Policy, checks: readonly PlannedCheck[]): CheckedCall["used"] {
  const names = checks.flatMap(({ assumptions }) => assumptions);
  return [...new Set([...(unknownFields ? (["unknownFields"] as const) : []), ...names])];
}
