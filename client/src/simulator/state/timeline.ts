import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { CounterEntry, SimulatedStep } from "../../../../server/src/protocol/simulation";
import type { CounterPoint, CounterTimeline, Timeline } from "./messages";

/** Maximum number of charts. */
const mostCounters = 12;

/** More lines than this are no help, but a grey area. */
const mostBoundaries = 200;

const windowLengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** The timelines of steps that are still in use: a page that has one need not get it again. */
const known = new WeakMap<readonly SimulatedStep[], Timeline | null>();

/**
 * How every counter of the calls goes over time, those that have denied a call or come closest to it first; null where
 * nothing is counted. The same object for the same steps.
 */
export function timelineOf(steps: readonly SimulatedStep[]): Timeline | null {
  let timeline = known.get(steps);
  if (timeline === undefined) {
    timeline = makeTimeline(steps);
    known.set(steps, timeline);
  }
  return timeline;
}

function makeTimeline(steps: readonly SimulatedStep[]): Timeline | null {
  const counters = new Map<string, { counter: CounterEntry; grant: string; points: CounterPoint[] }>();
  for (const [call, step] of steps.entries()) {
    for (const counter of step.counters) {
      const key = JSON.stringify([step.grant, counter.key, counter.window]);
      const line = counters.get(key) ?? { counter, grant: step.grant, points: [] };
      line.counter = counter;
      line.points.push({
        call,
        at: Date.parse(step.at),
        value: counter.value,
        max: counter.max,
        resetsAt: Date.parse(counter.resetsAt),
        decision: step.decision,
        trips: trips(step, counter),
      });
      counters.set(key, line);
    }
  }
  const all = [...counters.values()].map(
    ({ counter: { key, window, max }, grant, points }): CounterTimeline => ({
      key: visibleText(key),
      window,
      grant: visibleText(grant),
      max,
      points,
      boundaries: boundariesOf(window, points),
    }),
  );
  if (all.length === 0) return null;
  const shown = all.sort((a, b) => interestOf(b) - interestOf(a)).slice(0, mostCounters);
  const instants = all.flatMap(({ points }) => points.map(({ at }) => at));
  return { counters: shown, more: all.length - shown.length, from: least(instants), to: most(instants) };
}

/** Whether it was this counter that denied the call. */
function trips({ reason, decision }: SimulatedStep, { key, window }: CounterEntry): boolean {
  if (decision !== "deny" || reason.kind !== "limit" || reason.window !== window) return false;
  const isOwn = reason.list === "tool" ? key.startsWith("tools/") : key.startsWith("all_tools/");
  return isOwn && key.endsWith(`/${String(reason.counter)}`);
}

/** Those that have tripped stand before all others, then those that are fullest. */
function interestOf({ points, max }: CounterTimeline): number {
  const fullest = points.reduce((most, { value }) => Math.max(most, value), 0) / Math.max(max, 1);
  return fullest + (points.some((point) => point.trips) ? 2 : 0);
}

/** The instants at which a window ends and the next begins, from the first call to the last; none when there are many. */
function boundariesOf(window: CounterEntry["window"], points: readonly CounterPoint[]): number[] {
  const instants = points.map(({ at }) => at);
  const first = least(instants);
  const last = most(instants);
  const length = windowLengths[window];
  const start = Math.floor(first / length) * length;
  const count = Math.floor((last - start) / length) + 2;
  if (!Number.isFinite(count) || count > mostBoundaries) return [];
  return Array.from({ length: count }, (_, index) => start + index * length);
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
