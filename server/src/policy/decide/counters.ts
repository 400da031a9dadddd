import type { Assumptions } from "../model/assumptions";
import type { WindowName } from "../model/policy";
import { finiteInstant, windowEnd, windowLength, windowStart } from "./window";

/** How windows lie in time (spec §2, "Assumptions"). */
export type WindowAlignment = Assumptions["windowAlignment"];

/** What one counter remembers between calls. States of the two alignments are not to be mixed. */
export interface CounterState {
  /** Epoch milliseconds: the start of the window that `value` counts; when sliding, the oldest charge. */
  readonly windowStart: number;
  readonly value: number;
  /** When sliding: the instants of the charges that still count, oldest first. */
  readonly instants?: readonly number[];
  /** Charges of calls whose decisions are not known: the gateway may have made them, and they are not in `value`. */
  readonly uncounted?: CounterState;
}

/** The state between calls, by `counterKey`. A plain value: charging makes a new one. */
export type Counters = ReadonlyMap<string, CounterState>;

/**
 * The key of a counter: one per grant, tool (null: `all_tools`), counter name and window (spec §2, "Windows and
 * counters"). The lengths keep any two different counters apart, whatever their names hold; this is on the hot path, and
 * several times faster than the JSON of a tuple.
 */
export function counterKey(grant: string, tool: string | null, counter: string, window: WindowName): string {
  return tool === null
    ? `${window} ${grant.length} ${grant} all_tools ${counter}`
    : `${window} ${grant.length} ${grant} ${tool.length} ${tool} ${counter}`;
}

/** More grants than these are not kept. */
const mostGrants = 1_000;

/** The keys of one counter by grant: making one again takes longer than all else that is done with it. */
export function counterKeys(tool: string | null, counter: string, window: WindowName): (grant: string) => string {
  const keys = new Map<string, string>();
  return (grant) => {
    let key = keys.get(grant);
    if (key === undefined) {
      if (keys.size === mostGrants) keys.clear();
      key = counterKey(grant, tool, counter, window);
      keys.set(grant, key);
    }
    return key;
  };
}

/**
 * What a counter is at, at an instant: 0 once its window has passed. Time never runs back for a counter: an instant
 * before its last charge counts as the instant of that charge, so that a late call cannot win quota.
 */
export function counterValue(
  state: CounterState | undefined,
  window: WindowName,
  at: number,
  alignment: WindowAlignment,
): number {
  if (state === undefined) return 0;
  if (alignment === "utc-calendar") return windowStart(window, at) <= state.windowStart ? state.value : 0;
  return stillCounted(state, window, at).length;
}

/** The state after one more charge at an instant. The old state stays as it is. */
export function chargedOnce(
  state: CounterState | undefined,
  window: WindowName,
  at: number,
  alignment: WindowAlignment,
): CounterState {
  if (alignment === "utc-calendar") {
    const start = windowStart(window, at);
    if (state === undefined || start > state.windowStart) return { windowStart: start, value: 1 };
    const value = state.value + 1;
    // Most states have nothing else, and spreading is slow.
    if (state.uncounted === undefined && state.instants === undefined) return { windowStart: state.windowStart, value };
    return { ...state, value };
  }
  const before = state === undefined ? [] : stillCounted(state, window, at);
  const instants = [...before, Math.max(finiteInstant(at), before.at(-1) ?? Number.NEGATIVE_INFINITY)];
  return { ...state, windowStart: instants[0] ?? finiteInstant(at), value: instants.length, instants };
}

/** The state after a call that may have been charged: its value stays, and the call is noted. */
export function chargedPerhaps(
  state: CounterState | undefined,
  window: WindowName,
  at: number,
  alignment: WindowAlignment,
): CounterState {
  const start = windowStart(window, at);
  const isOver = state === undefined || (alignment === "utc-calendar" && start > state.windowStart);
  const base: CounterState = isOver ? { windowStart: start, value: 0 } : state;
  const uncounted = isOver && alignment === "utc-calendar" ? undefined : state?.uncounted;
  // A call that comes late counts in the window that has begun meanwhile.
  const counted = alignment === "utc-calendar" ? Math.max(finiteInstant(at), base.windowStart) : at;
  return { ...base, uncounted: chargedOnce(uncounted, window, counted, alignment) };
}

/**
 * The state after one charge is taken back: that of the window that starts at `instant`, or when sliding the one that was
 * made at it. A charge that no longer counts stays as it is.
 */
export function givenBack(
  state: CounterState | undefined,
  instant: number,
  alignment: WindowAlignment,
): CounterState | undefined {
  if (state === undefined) return undefined;
  if (alignment === "utc-calendar")
    return state.windowStart === instant ? { ...state, value: Math.max(0, state.value - 1) } : state;
  const instants = [...(state.instants ?? [])];
  const index = instants.lastIndexOf(instant);
  if (index < 0) return state;
  instants.splice(index, 1);
  return { ...state, value: instants.length, instants };
}

/** How many calls of the window may have been charged beside its value. */
export function uncountedValue(
  state: CounterState | undefined,
  window: WindowName,
  at: number,
  alignment: WindowAlignment,
): number {
  return state?.uncounted === undefined ? 0 : counterValue(state.uncounted, window, at, alignment);
}

/** The epoch milliseconds at which a counter falls back: to 0 at the end of its window; when sliding, by one. */
export function counterResetsAt(
  state: CounterState | undefined,
  window: WindowName,
  at: number,
  alignment: WindowAlignment,
): number {
  if (alignment === "utc-calendar") return Math.max(windowEnd(window, at), windowEnd(window, state?.windowStart ?? at));
  const oldest = state === undefined ? undefined : stillCounted(state, window, at)[0];
  return (oldest ?? finiteInstant(at)) + windowLength(window);
}

/** The charges less than one window length before an instant; a charge exactly that long ago is over. */
function stillCounted(state: CounterState, window: WindowName, at: number): readonly number[] {
  const instants = state.instants ?? [];
  const since = finiteInstant(at) - windowLength(window);
  const first = instants.findIndex((instant) => instant > since);
  return first < 0 ? [] : first === 0 ? instants : instants.slice(first);
}
