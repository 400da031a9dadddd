import { type Admission, admit } from "./admit";
import { applicableLimits } from "./applicableLimits";
import { type AssumptionName, type Assumptions, defaultAssumptions } from "./assumptions";
import { checkPredicate } from "./checkPredicate";
import type { Counters } from "./counters";
import type { Check, Decision } from "./decision";
import { byAdmission, byLimit, byPredicate, type Denial, withoutPolicy } from "./denial";
import { LimitReservations } from "./limitReservations";
import type { Policy, Predicate, PredicateList } from "./policy";
import { traceAdmission, traceLimit, traceNoPolicy, tracePredicate } from "./trace";

/** One `tools/call` of an agent. */
export interface Call {
  readonly tool: string;
  /** Any JSON; absent = `{}` (spec §2). */
  readonly arguments?: unknown;
  /** Label of the grant token that counts are kept for. */
  readonly grant: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** How a call is decided, beside the policy. */
export interface DecideOptions {
  /** Whether the decision lists every check; it costs time. */
  readonly trace: boolean;
  /** The reading of the spec; the default one when absent. */
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
  { trace: wantsTrace, assumptions = defaultAssumptions }: DecideOptions,
): Decision {
  const trace: Check[] | undefined = wantsTrace ? [] : undefined;
  const used = new Set<AssumptionName>();
  if (policy?.hasUnknownFields === true) used.add("unknownFields");
  if (policy === undefined || (policy.hasUnknownFields && assumptions.unknownFields === "rejected")) {
    trace?.push(traceNoPolicy(policy !== undefined));
    return conclude(withoutPolicy(call.tool), used, trace, [], new Map());
  }

  const admission = admit(policy, call.tool);
  let denial: Denial | undefined = admission.kind === "denied" ? byAdmission(admission, call.tool) : undefined;
  trace?.push(...traceAdmission(policy, call.tool, admission));
  // A denied tool's own rules are traced as skipped.
  const rules = admission.kind === "admitted" ? admission.rules : policy.tools.get(call.tool);
  const limits = applicableLimits(policy, rules);

  const check = (list: PredicateList, predicates: readonly Predicate[], offset: number): void => {
    for (let index = 0; index < predicates.length; index++) {
      const predicate = predicates[index];
      if (predicate === undefined || (denial !== undefined && trace === undefined)) return;
      if (denial !== undefined) {
        trace?.push(tracePredicate(list, index, predicate, undefined, offset));
        continue;
      }
      const outcome = checkPredicate(list, predicate, call.arguments, assumptions);
      for (const name of outcome.assumptions) used.add(name);
      trace?.push(tracePredicate(list, index, predicate, outcome, offset));
      if (!outcome.denies) continue;
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
    if (denial !== undefined) {
      trace?.push(traceLimit(limit, undefined));
      continue;
    }
    used.add("windowAlignment");
    const value = reservations.reserve(limit);
    trace?.push(traceLimit(limit, value));
    if (value >= limit.limit.max) denial = byLimit(limit, value, call.tool);
  }
  // A denied call charges nothing: its reservations are given back (spec §2, step 5).
  if (denial !== undefined) reservations.giveBack();
  return conclude(denial ?? admission, used, trace, reservations.read(limits), reservations.charges);
}

/** Makes a decision of a denial, or of an admission that nothing denied. */
function conclude(
  verdict: Denial | Admission,
  used: ReadonlySet<AssumptionName>,
  trace: readonly Check[] | undefined,
  counters: Decision["counters"],
  charges: Decision["charges"],
): Decision {
  const facts = { trace: trace ?? [], counters, assumptions: [...used], charges };
  if ("message" in verdict) return { outcome: "deny", ...verdict, ...facts };
  const listed = verdict.kind === "admitted" && verdict.rules !== undefined;
  return {
    outcome: "allow",
    rule: "",
    message: null,
    reason: { kind: "allowed", listed },
    span: verdict.span,
    ...facts,
  };
}
