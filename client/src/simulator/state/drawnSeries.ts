import type { CounterPoint, CounterTimeline, Timeline } from "./messages";

/** A counter as it is drawn: instants in epoch seconds, ascending, with the value from each one on. */
export interface DrawnSeries {
  readonly at: number[];
  readonly value: number[];
  readonly max: number[];
  /** Where calls were denied by it. */
  readonly tripped: readonly { readonly at: number; readonly value: number; readonly call: number }[];
  /** Calls of which it is not known whether they count. */
  readonly unknown: readonly { readonly at: number; readonly value: number; readonly call: number }[];
  /** The calls by their instants, to find the one next to a place. */
  readonly calls: readonly { readonly at: number; readonly call: number }[];
  readonly from: number;
  readonly to: number;
}

/** Seconds that are shown around a single instant. */
const aroundOne = 30;

/** The steps of a counter's line over the time of a whole timeline. At the end of a window it falls to 0. */
export function drawnSeries(
  { points, max }: CounterTimeline,
  { from: begin, to: end }: Pick<Timeline, "from" | "to">,
): DrawnSeries {
  const ordered = [...points].sort((a, b) => a.at - b.at);
  const first = begin / 1_000;
  const last = end / 1_000;
  const margin = last === first ? aroundOne : (last - first) * 0.04;
  const from = first - margin;
  const to = last + margin;
  const at = [from];
  const value = [0];
  let resetsAt = Number.POSITIVE_INFINITY;
  for (const point of ordered) {
    const seconds = point.at / 1_000;
    if (resetsAt <= seconds) {
      at.push(resetsAt);
      value.push(0);
    }
    at.push(seconds);
    value.push(point.value);
    resetsAt = point.resetsAt / 1_000;
  }
  if (resetsAt < to) {
    at.push(resetsAt);
    value.push(0);
  }
  at.push(to);
  value.push(resetsAt <= to ? 0 : (value.at(-1) ?? 0));
  return {
    at,
    value,
    max: at.map(() => max),
    tripped: ordered.filter(({ trips }) => trips).map(inSeconds),
    unknown: ordered.filter(({ decision }) => decision === "unknown").map(inSeconds),
    calls: ordered.map((point) => ({ at: point.at / 1_000, call: point.call })),
    from,
    to,
  };
}

function inSeconds({ at, value, call }: CounterPoint): DrawnSeries["tripped"][number] {
  return { at: at / 1_000, value, call };
}
