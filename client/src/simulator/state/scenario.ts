import type { SimulatedCall } from "../../../../server/src/protocol/simulation";
import { callLimit, instantAfter, nextInstant, type RecordedCall } from "./callHistory";
import type { TimeStep } from "./messages";

/** A call, made one or more times. */
export interface RepeatedCall {
  readonly call: Pick<SimulatedCall, "tool" | "arguments" | "argumentsText"> & { readonly grant: string };
  /** ISO instant of the first; undefined: a time step after the call before it. */
  readonly at: string | undefined;
  readonly times: number;
  readonly timeStep: TimeStep;
}

/** The calls with some more at their end, as many as still fit. */
export function withCalls(
  calls: readonly RecordedCall[],
  { call, at, times, timeStep }: RepeatedCall,
  now: number,
): readonly RecordedCall[] {
  const first = at ?? nextInstant(calls, timeStep, now);
  const count = Math.max(0, Math.min(times, callLimit - calls.length));
  const added = Array.from({ length: count }, (_, index) => ({
    ...call,
    at: instantAfter(first, timeStep, index),
    firstDecision: null,
  }));
  return [...calls, ...added];
}

/** The calls with those of a log at their end, as many as still fit; a call without an instant follows by a second. */
export function withRecordedCalls(
  calls: readonly RecordedCall[],
  recorded: readonly SimulatedCall[],
  now: number,
): readonly RecordedCall[] {
  const all = [...calls];
  for (const call of recorded.slice(0, callLimit - calls.length))
    all.push({
      ...call,
      grant: call.grant ?? "default",
      at: call.at ?? nextInstant(all, "second", now),
      firstDecision: null,
    });
  return all;
}

/** The calls without one of them. */
export function withoutCall(calls: readonly RecordedCall[], index: number): readonly RecordedCall[] {
  return unjudgedFrom(without(calls, index), index);
}

/** A list without one of its elements. */
export function without<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, other) => other !== index);
}

/** A list in which two elements have changed places; the same list when it does not have both. */
export function swapped<T>(list: readonly T[], one: number, other: number): readonly T[] {
  return list.length <= Math.max(one, other)
    ? list
    : list.map((element, index) => (index === one ? list[other] : index === other ? list[one] : element) as T);
}

/** The calls with one of them a place earlier or later: the two calls change places, the instants stay where they are. */
export function withMovedCall(
  calls: readonly RecordedCall[],
  index: number,
  by: -1 | 1,
): readonly RecordedCall[] | undefined {
  const moved = calls[index];
  const other = calls[index + by];
  if (moved === undefined || other === undefined) return undefined;
  const all = swapped(calls, index, index + by).map((call, place) => ({ ...call, at: calls[place]?.at ?? call.at }));
  return unjudgedFrom(all, Math.min(index, index + by));
}

/** What was decided when the calls were others says nothing any more: calls share counters with those before them. */
function unjudgedFrom(calls: readonly RecordedCall[], from: number): readonly RecordedCall[] {
  return calls.map((call, index) => (index < from ? call : { ...call, firstDecision: null }));
}
