import type { ApplicableLimit } from "../../policy/decide/applicableLimits";
import { type Counters, counterKey, type WindowAlignment } from "../../policy/decide/counters";
import type { Decision } from "../../policy/decide/decision";
import type { WindowName } from "../../policy/model/policy";

/** A limit that a call has to pass, by the key of its counter. */
export interface WantedLimit {
  readonly key: string;
  readonly window: WindowName;
  readonly max: number;
}

/** One count that was reserved; what it takes to give it back. */
export interface Reservation {
  readonly key: string;
  readonly window: WindowName;
  /** The start of the window that it counts in; when windows slide, the instant of the charge. */
  readonly instant: number;
}

/** Decides a call with the counts of a moment; total. */
export type DecideWith = (counters: Counters, at: number) => Decision;

/** Where counts are kept between calls, and shared with other gateways. */
export interface CounterStore {
  /** Whether asking it takes a round trip. */
  readonly isFar: boolean;
  /**
   * Decides a call with the counts as they are, and charges them if it is allowed, with no other call in between. The
   * clock is the store's. May throw or reject: then nothing is known, and the call is denied.
   */
  charge(
    limits: readonly WantedLimit[],
    alignment: WindowAlignment,
    decideWith: DecideWith,
  ): Decision | Promise<Decision>;
  /** Gives counts back, if their window is still open. */
  giveBack(reservations: readonly Reservation[], alignment: WindowAlignment): void | Promise<void>;
  close(): Promise<void>;
}

/** The limits of a call with the keys that `decide` counts them by. */
export function wantedLimits(
  limits: readonly ApplicableLimit[],
  { grant, tool }: { readonly grant: string; readonly tool: string },
): WantedLimit[] {
  return limits.map(({ limit: { counter, window, max }, list }) => ({
    key: counterKey(grant, list === "tool" ? tool : null, counter, window),
    window,
    max,
  }));
}

/** What an allowed call has reserved. */
export function reservationsOf(
  limits: readonly WantedLimit[],
  { charges }: Decision,
  alignment: WindowAlignment,
): Reservation[] {
  return limits.flatMap(({ key, window }) => {
    const state = charges.get(key);
    if (state === undefined) return [];
    const instant = alignment === "utc-calendar" ? state.windowStart : state.instants?.at(-1);
    return instant === undefined ? [] : [{ key, window, instant }];
  });
}
