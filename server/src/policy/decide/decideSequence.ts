import type { Policy } from "../model/policy";
import type { CounterState } from "./counters";
import { type Call, type DecideOptions, decide } from "./decide";
import type { Decision } from "./decision";

/** Decides calls in order; they share counters, which start at 0. */
export function decideSequence(policy: Policy | undefined, calls: readonly Call[], options: DecideOptions): Decision[] {
  return [...decideInOrder(policy, calls, options)];
}

/** The same, one call at a time, for callers that do other work in between. */
export function* decideInOrder(
  policy: Policy | undefined,
  calls: readonly Call[],
  options: DecideOptions,
): Generator<Decision, void> {
  const counters = new Map<string, CounterState>();
  for (const call of calls) {
    const decision = decide(policy, call, counters, options);
    for (const [key, state] of decision.charges) counters.set(key, state);
    yield decision;
  }
}
