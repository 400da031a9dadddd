import type { Counters, WindowAlignment } from "../policy/decide/counters";
import { type Call, type DecideOptions, decide } from "../policy/decide/decide";
import type { CounterReading, Decision, Outcome } from "../policy/decide/decision";
import { toolPlan } from "../policy/decide/toolPlan";
import { defaultAssumptions } from "../policy/model/assumptions";
import type { Policy } from "../policy/model/policy";
import type { Span } from "../policy/text/span";
import { notKnownInWords } from "../policy/words/notKnownInWords";
import { type CounterStore, type Reservation, reservationsOf, wantedLimits } from "./counters/counterStore";

/** The counts that an allowed call has reserved. */
export interface Reserved {
  readonly reservations: readonly Reservation[];
  readonly alignment: WindowAlignment;
}

/** How a call comes out. */
export interface Judgement {
  readonly outcome: Outcome;
  /** "" unless denied. */
  readonly rule: string;
  /** What the agent reads; null for an allowed call. */
  readonly message: string | null;
  readonly reserved?: Reserved | undefined;
  /** The text that decided. */
  readonly span?: Span | null;
  /** The counters of its limits after it, if the store was asked and they were wanted. */
  readonly counters?: readonly CounterReading[];
  /** The store's time, if it was asked. */
  readonly at?: number | undefined;
}

/**
 * Decides a call, and reserves what it counts. A store is asked only about a call with limits, and one that is far away only if no
 * other check denies it.
 * A promise only when the store is one.
 */
export function judgeCall(
  policy: Policy,
  call: Omit<Call, "at">,
  store: CounterStore,
  options: Required<Pick<DecideOptions, "trace" | "readings">>,
): Judgement | Promise<Judgement> {
  const plan = toolPlan(policy, call.tool);
  const reading = policy.reading ?? defaultAssumptions;
  const alignment = reading.windowAlignment;
  // A retry that does not count is not asked about either.
  const counts =
    plan.limits.length > 0 &&
    plan.admission.kind === "admitted" &&
    !(call.isRetry === true && reading.retryCounts === "the first only");
  if (!counts || store.isFar) {
    const first = decideAt(policy, call, noCounters, Date.now(), withoutReadings);
    if (!counts || first.outcome !== "allow") return judgementOf(first, undefined, undefined);
  }
  const limits = wantedLimits(plan.limits, call.grant);
  let decidedAt = 0;
  const charged = store.charge(limits, alignment, (counters, at) => {
    decidedAt = at;
    return decideAt(policy, call, counters, at, options);
  });
  const judged = (decision: Decision): Judgement => {
    const isReserved = decision.outcome === "allow";
    const reserved = isReserved ? { reservations: reservationsOf(limits, decision, alignment), alignment } : undefined;
    return judgementOf(decision, decidedAt, reserved);
  };
  return charged instanceof Promise ? charged.then(judged) : judged(charged);
}

const noCounters: Counters = new Map();

/** Whether a judgement says what its counters are at: somebody keeps it. */
export const withReadings = { trace: false, readings: true } as const;
export const withoutReadings = { trace: false, readings: false } as const;

// Here and below objects are written field by field: spreading them took half as long as all decisions.
function decideAt(
  policy: Policy,
  call: Omit<Call, "at">,
  counters: Counters,
  at: number,
  options: DecideOptions,
): Decision {
  const { tool, arguments: args, grant, isRetry = false } = call;
  return decide(policy, { tool, arguments: args, grant, at, isRetry }, counters, options);
}

function judgementOf(decision: Decision, at: number | undefined, reserved: Reserved | undefined): Judgement {
  const { outcome, rule, reason, span, counters } = decision;
  const message = reason.kind === "not-known" ? notKnownInWords(reason.because) : decision.message;
  return { outcome, rule, message, span, at, counters: at === undefined ? [] : counters, reserved };
}
