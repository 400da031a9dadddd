import type { AssumptionName, Assumptions } from "../model/assumptions";
import type { Policy } from "../model/policy";
import type { BoundedTrace } from "./boundedTrace";
import type { Call } from "./call";
import type { CheckedCall } from "./checkedCall";
import { conclude } from "./conclude";
import type { Counters } from "./counters";
import type { Decision } from "./decision";
import { byLimit } from "./denial";
import { type Doubt, earlierCallsDoubt, refusalDoubt } from "./doubt";
import { LimitReservations } from "./limitReservations";
import type { ToolPlan } from "./toolPlan";
import { traceLimit, traceRetry } from "./trace";

/** The second half of a decision (spec §2, steps 5 to 7): what was checked is counted, and concluded. */
export function countCall(
  policy: Policy,
  plan: ToolPlan,
  call: Omit<Call, "arguments">,
  checked: CheckedCall,
  counters: Counters,
  { readings, assumptions }: { readonly readings: boolean; readonly assumptions: Assumptions },
  trace?: BoundedTrace,
): Decision {
  const { limits } = plan;
  if (checked.decision !== undefined && trace === undefined && (limits.length === 0 || !readings))
    return checked.decision;
  const { unreadable } = checked;
  let { denial, doubt } = checked;
  let { used } = checked;
  const use = (name: AssumptionName): void => {
    if (!used.includes(name)) used = [...used, name];
  };
  const reservations = new LimitReservations(counters, call, assumptions.windowAlignment);
  for (const limit of limits) {
    if (denial !== undefined || unreadable !== undefined) {
      trace?.push(traceLimit(limit, undefined, unreadable));
      continue;
    }
    if (call.isRetry === true) use("retryCounts");
    if (call.isRetry === true && assumptions.retryCounts === "the first only") {
      trace?.push(traceRetry(limit));
      continue;
    }
    use("windowAlignment");
    const count = reservations.reserve(limit);
    trace?.push(traceLimit(limit, count));
    if (count.value >= limit.limit.max) denial = byLimit(limit, count.value, call.tool);
    else if (count.value + count.uncounted >= limit.limit.max) doubt ??= earlierCallsDoubt(limit, count);
  }

  // A policy that the gateway refuses, and a call that it cannot decode: no check says what happens then.
  const whole: Doubt | undefined =
    policy.refusal !== undefined ? refusalDoubt(policy.refusal) : unreadable && { because: unreadable, span: null };
  const result = whole ?? (denial === undefined ? doubt : denial) ?? plan.admission;
  // A denied call charges nothing: its reservations are given back (spec §2, step 5).
  if ("because" in result) reservations.leaveOpen(limits);
  else if (denial !== undefined) reservations.giveBack();
  return conclude(result, doubt, {
    trace: trace?.checks ?? [],
    counters: readings ? reservations.read(limits) : [],
    assumptions: used,
    charges: reservations.charges,
  });
}
