import { type Assumptions, defaultAssumptions } from "../model/assumptions";
import type { Policy, Refusal } from "../model/policy";
import { BoundedTrace } from "./boundedTrace";
import type { Call } from "./call";
import { checkCall } from "./checkCall";
import { conclude } from "./conclude";
import { countCall } from "./countCall";
import type { Counters } from "./counters";
import type { Decision } from "./decision";
import { withoutPolicy } from "./denial";
import { refusalDoubt } from "./doubt";
import { toolPlan } from "./toolPlan";
import { traceNoPolicy, traceRefusal } from "./trace";

export type { Call } from "./call";

/** How a call is decided, beside the policy. */
export interface DecideOptions {
  /** Whether the decision lists every check; it costs time. */
  readonly trace: boolean;
  /** Whether the decision says what its counters are at, which costs time as well; it does when absent. */
  readonly readings?: boolean;
  /** The reading of the spec; the policy's own when absent, else the default one. */
  readonly assumptions?: Assumptions;
}

/**
 * Decides one call (spec §2): the only place where that happens. Total: it never throws, whatever the policy and the
 * arguments, and needs no clock. `policy` is undefined where none is attached. `counters` are the counts so far; the
 * decision's `charges` are what this call adds to them.
 */
export function decide(
  policy: Policy | undefined,
  call: Call,
  counters: Counters,
  { trace: wantsTrace, readings = true, assumptions = policy?.reading ?? defaultAssumptions }: DecideOptions,
): Decision {
  if (policy === undefined) {
    const trace = wantsTrace ? [traceNoPolicy] : [];
    return conclude(withoutPolicy(call.tool), undefined, { ...nothingCounted, trace, assumptions: [] });
  }
  const rejection = rejectionBy(policy, assumptions);
  if (rejection !== undefined) {
    const trace = wantsTrace ? [traceRefusal(rejection)] : [];
    return conclude(refusalDoubt(rejection), undefined, { ...nothingCounted, trace, assumptions: ["unknownFields"] });
  }
  const plan = toolPlan(policy, call.tool);
  const trace = wantsTrace ? new BoundedTrace() : undefined;
  const checked = checkCall(policy, plan, call, assumptions, trace);
  return countCall(policy, plan, call, checked, counters, { readings, assumptions }, trace);
}

/**
 * Decides a call as often as it is made, without a trace: what does not depend on the calls before it is checked once. The
 * arguments must stay as they are.
 */
export function decideRepeated(
  policy: Policy | undefined,
  { tool, arguments: args, grant }: Omit<Call, "at" | "isRetry">,
  { readings }: Required<Pick<DecideOptions, "readings">>,
): (at: number, counters: Counters) => Decision {
  const assumptions = policy?.reading ?? defaultAssumptions;
  if (policy === undefined || rejectionBy(policy, assumptions) !== undefined) {
    const decision = decide(policy, { tool, arguments: args, grant, at: 0 }, new Map(), { trace: false });
    return () => decision;
  }
  const plan = toolPlan(policy, tool);
  const checked = checkCall(policy, plan, { tool, arguments: args }, assumptions);
  return (at, counters) => countCall(policy, plan, { tool, grant, at }, checked, counters, { readings, assumptions });
}

const nothingCounted = { counters: [], charges: new Map() };

/** Why the gateway would not take a policy that is not refused anyway, by a reading that rejects unknown fields. */
function rejectionBy(policy: Policy, { unknownFields }: Assumptions): Refusal | undefined {
  return unknownFields === "rejected" && policy.refusal === undefined ? policy.unknownFields : undefined;
}
