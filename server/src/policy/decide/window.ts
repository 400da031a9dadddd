import type { WindowName } from "../model/policy";

const lengths: Readonly<Record<WindowName, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** How long a window is, in milliseconds. */
export function windowLength(window: WindowName): number {
  return lengths[window];
}

/**
 * The start of the UTC calendar window that an instant lies in (spec §2, "Windows and counters"), both in epoch
 * milliseconds. Rounds down before 1970 too, so that windows never overlap.
 */
export function windowStart(window: WindowName, at: number): number {
  const length = lengths[window];
  // Adding 0 turns -0 into 0.
  return Math.floor(finiteInstant(at) / length) * length + 0;
}

/** The instant at which the window of `at` ends and its counters are 0 again; the next window starts with it. */
export function windowEnd(window: WindowName, at: number): number {
  return windowStart(window, at) + lengths[window];
}

/** An instant to calculate with: one that is no finite number counts as 1970-01-01, so that every answer is finite. */
export function finiteInstant(at: number): number {
  return Number.isFinite(at) ? at : 0;
}
