import { type AssumptionName, type Assumptions, defaultAssumptions } from "../model/assumptions";
import type { Policy, Predicate, PredicateList } from "../model/policy";
import { type Admission, admit } from "./admit";
import { applicableLimits } from "./applicableLimits";
import { BoundedTrace } from "./boundedTrace";
import { checkPredicate } from "./checkPredicate";
import type { Counters } from "./counters";
import type { Decision } from "./decision";
import { byAdmission, byLimit, byPredicate, type Denial, withoutPolicy } from "./denial";
import { type Doubt, earlierCallsDoubt, predicateDoubt, refusalDoubt } from "./doubt";
import { LimitReservations } from "./limitReservations";
import {
  traceAdmission,
  traceArguments,
  traceLimit,
  traceNoPolicy,
  tracePredicate,
  traceRefusal,
  traceRetry,
} from "./trace";
import { undecodable } from "./undecodable";

/** One `tools/call` of an agent. */
export interface Call {
  readonly tool: string;
  /** Any JSON; absent = `{}` (spec §2). `notRecorded` of condition.ts for a log that has none. */
  readonly arguments?: unknown;
  /** Label of the grant token that counts are kept for. */
  readonly grant: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether it is sent again with a person's input: it has `inputResponses` or `requestState` (MCP 2026-07-28). */
  readonly isRetry?: boolean;
}

/** How a call is decided, beside the policy. */
export interface DecideOptions {
  /** Whether the decision lists every check; it costs time. */
  readonly trace: boolean;
  /** The reading of the spec; the policy's own when absent, else the default one. */
  readonly assumptions?: Assumptions;
}

/**
 * Decides one call (spec §2): the only place where that happens. Total: it never throws, whatever the policy and the
 * arguments, and needs no clock. `policy` is undefined where none is attached. `counters` are the counts so far; the
 * decision's `charges` are what this call adds to them.
 *
 * Three values: a check that is not known leaves the decision open only if no other check denies the call anyway.
 */
export function decide(
  policy: Policy | undefined,
  call: Call,
  counters: Counters,
  { trace: wantsTrace, assumptions = policy?.reading ?? defaultAssumptions }: DecideOptions,
): Decision {
  const trace = wantsTrace ? new BoundedTrace() : undefined;
  const used = new Set<AssumptionName>();
  if (policy?.hasUnknownFields === true) used.add("unknownFields");
  if (policy === undefined || (policy.hasUnknownFields && assumptions.unknownFields === "rejected")) {
    trace?.push(traceNoPolicy(policy !== undefined));
    return conclude(withoutPolicy(call.tool), undefined, used, trace, [], new Map());
  }
  if (policy.refusal !== undefined) trace?.push(traceRefusal(policy.refusal));

  const admission = admit(policy, call.tool);
  let denial: Denial | undefined = admission.kind === "denied" ? byAdmission(admission, call.tool) : undefined;
  trace?.push(...traceAdmission(policy, call.tool, admission));
  // A denied tool's own rules are traced as skipped.
  const rules = admission.kind === "admitted" ? admission.rules : policy.tools.get(call.tool);
  const limits = applicableLimits(policy, rules);

  const unreadable = undecodable(call.arguments);
  if (unreadable !== undefined) trace?.push(traceArguments(unreadable));
  let doubt: Doubt | undefined;

  const check = (list: PredicateList, predicates: readonly Predicate[], offset: number): void => {
    for (let index = 0; index < predicates.length; index++) {
      const predicate = predicates[index];
      if (predicate === undefined || (denial !== undefined && trace === undefined)) return;
      if (denial !== undefined || unreadable !== undefined) {
        trace?.push(tracePredicate(list, index, predicate, undefined, offset, unreadable));
        continue;
      }
      const outcome = checkPredicate(list, predicate, call.arguments, assumptions);
      for (const name of outcome.assumptions) used.add(name);
      trace?.push(tracePredicate(list, index, predicate, outcome, offset));
      if (outcome.denies === undefined) doubt ??= predicateDoubt(list, index, predicate, outcome, offset);
      if (outcome.denies !== true) continue;
      denial = byPredicate(list, index, predicate, outcome, call.tool, offset);
      if (limits.length > 0) used.add("limitsOrder");
    }
  };
  if (rules !== undefined) {
    check("require", rules.value.require, rules.offset);
    check("deny_if", rules.value.denyIf, rules.offset);
  }

  const reservations = new LimitReservations(counters, call, assumptions.windowAlignment);
  for (const limit of limits) {
    if (denial !== undefined || unreadable !== undefined) {
      trace?.push(traceLimit(limit, undefined, unreadable));
      continue;
    }
    if (call.isRetry === true) used.add("retryCounts");
    if (call.isRetry === true && assumptions.retryCounts === "the first only") {
      trace?.push(traceRetry(limit));
      continue;
    }
    used.add("windowAlignment");
    const count = reservations.reserve(limit);
    trace?.push(traceLimit(limit, count));
    if (count.value >= limit.limit.max) denial = byLimit(limit, count.value, call.tool);
    else if (count.value + count.uncounted >= limit.limit.max) doubt ??= earlierCallsDoubt(limit, count);
  }

  // A policy that the gateway refuses, and a call that it cannot decode: no check says what happens then.
  const whole: Doubt | undefined =
    policy.refusal !== undefined ? refusalDoubt(policy.refusal) : unreadable && { because: unreadable, span: null };
  const result = whole ?? (denial === undefined ? doubt : denial) ?? admission;
  // A denied call charges nothing: its reservations are given back (spec §2, step 5).
  if ("because" in result) reservations.leaveOpen(limits);
  else if (denial !== undefined) reservations.giveBack();
  return conclude(result, doubt, used, trace, reservations.read(limits), reservations.charges);
}

/** Makes a decision of a denial, of a doubt, or of an admission that nothing denied. */
function conclude(
  result: Denial | Doubt | Admission,
  doubt: Doubt | undefined,
  used: ReadonlySet<AssumptionName>,
  trace: BoundedTrace | undefined,
  counters: Decision["counters"],
  charges: Decision["charges"],
): Decision {
  const facts = { trace: trace?.checks ?? [], counters, assumptions: [...used], charges };
  if ("message" in result) return { outcome: "deny", ...result, earlierDoubt: doubt?.because ?? null, ...facts };
  const silent = { rule: "", message: null, span: result.span, earlierDoubt: null, ...facts };
  if ("because" in result)
    return { outcome: "unknown", ...silent, reason: { kind: "not-known", because: result.because } };
  const listed = result.kind === "admitted" && result.rules !== undefined;
  return { outcome: "allow", ...silent, reason: { kind: "allowed", listed } };
}
