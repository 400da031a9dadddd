import type { Counters, WindowAlignment } from "../../policy/decide/counters";
import type { Decision } from "../../policy/decide/decision";
import type { PlannedLimit } from "../../policy/decide/toolPlan";
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

/** The limits of a grant's call with the keys that `decide` counts them by. */
export function wantedLimits(limits: readonly PlannedLimit[], grant: string): WantedLimit[] {
  return limits.map(({ limit: { window, max }, keyOf }) => ({ key: keyOf(grant), window, max }));
}

/** What an allowed call has reserved. */
export function reservationsOf(
  limits: readonly WantedLimit[],
  { charges }: Decision,
  alignment: WindowAlignment,
): Reservation[] {
  // Of the length that it needs: one that grows has room for 17 from the start, and each open call keeps one.
  const all = limits.map(({ key, window }): Reservation => {
    const state = charges.get(key);
    const instant = alignment === "utc-calendar" ? state?.windowStart : state?.instants?.at(-1);
    return { key, window, instant: instant ?? Number.NaN };
  });
  const isCharged = ({ instant }: Reservation): boolean => !Number.isNaN(instant);
  return all.every(isCharged) ? all : all.filter(isCharged);
}
