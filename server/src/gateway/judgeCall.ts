import { admit } from "../policy/decide/admit";
import { applicableLimits } from "../policy/decide/applicableLimits";
import type { WindowAlignment } from "../policy/decide/counters";
import { type Call, decide } from "../policy/decide/decide";
import type { CounterReading, Decision, Outcome } from "../policy/decide/decision";
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
  readonly reserved?: Reserved;
  /** The text that decided. */
  readonly span?: Span | null;
  /** The counters of its limits after it, if the store was asked. */
  readonly counters?: readonly CounterReading[];
  /** The store's time, if it was asked. */
  readonly at?: number;
}

/**
 * Decides a call, and reserves what it counts. A store is asked only about a call with limits, and one that is far away only if no
 * other check denies it.
 * A promise only when the store is one.
 */
export function judgeCall(policy: Policy, call: Omit<Call, "at">, store: CounterStore): Judgement | Promise<Judgement> {
  const admission = admit(policy, call.tool);
  const applicable = admission.kind === "admitted" ? applicableLimits(policy, admission.rules) : [];
  const reading = policy.reading ?? defaultAssumptions;
  const alignment = reading.windowAlignment;
  // A retry that does not count is not asked about either.
  const counts = applicable.length > 0 && !(call.isRetry === true && reading.retryCounts === "the first only");
  if (!counts || store.isFar) {
    const first = decide(policy, { ...call, at: Date.now() }, noCounters, { trace: false });
    if (!counts || first.outcome !== "allow") return judgementOf(first);
  }
  const limits = wantedLimits(applicable, call);
  let decidedAt = 0;
  const charged = store.charge(limits, alignment, (counters, at) => {
    decidedAt = at;
    return decide(policy, { ...call, at }, counters, { trace: false });
  });
  const judged = (decision: Decision): Judgement => {
    const judgement = { ...judgementOf(decision), at: decidedAt, counters: decision.counters };
    if (decision.outcome !== "allow") return judgement;
    return { ...judgement, reserved: { reservations: reservationsOf(limits, decision, alignment), alignment } };
  };
  return charged instanceof Promise ? charged.then(judged) : judged(charged);
}

const noCounters = new Map();

function judgementOf({ outcome, rule, message, reason, span }: Decision): Judgement {
  return { outcome, rule, message: reason.kind === "not-known" ? notKnownInWords(reason.because) : message, span };
}
