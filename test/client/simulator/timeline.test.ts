/** Counters over time: what is drawn, and what the table says. */
import { describe, expect, it } from "vitest";
import type { RecordedCall } from "../../../client/src/simulator/state/callHistory";
import { drawnSeries } from "../../../client/src/simulator/state/drawnSeries";
import { timelineOf } from "../../../client/src/simulator/state/timeline";
import { bareEnvironment } from "../../../server/src/service/environment";
import { simulate } from "../../../server/src/service/simulation/simulate";
import { snapshotOf } from "../../../server/src/service/snapshot";

const snapshot = snapshotOf(`{
  "version": "1", "default": "deny",
  "all_tools": { "limits": [{ "counter": "all", "window": "hour", "max": 100, "scope": "grant" }] },
  "tools": {
    "pay": { "limits": [{ "counter": "pay_rate", "window": "minute", "max": 3, "scope": "grant" }] },
    "read": {}
  }
}`);

const start = Date.UTC(2026, 4, 6, 12, 0, 30);

type Made = readonly [seconds: number, tool: string, grant?: string];

/** Calls at these seconds after 12:00:30. */
function timeline(...made: readonly Made[]) {
  const calls = made.map(
    ([seconds, tool, grant = "default"]): RecordedCall => ({
      tool,
      grant,
      at: new Date(start + seconds * 1_000).toISOString(),
      firstDecision: null,
    }),
  );
  return timelineOf(simulate(snapshot, calls, bareEnvironment).steps);
}

const rapid = [0, 5, 10, 15, 20].map((seconds) => [seconds, "pay"] as const);

describe("the timeline", () => {
  it("has a counter for each limit, first those that deny", () => {
    const counters = timeline(...rapid)?.counters ?? [];
    expect(counters.map(({ key, window, max }) => [key, window, max])).toEqual([
      ["tools/pay/pay_rate", "minute", 3],
      ["all_tools/all", "hour", 100],
    ]);
    expect(counters[0]?.points.map(({ call, value, trips }) => [call, value, trips])).toEqual([
      [0, 1, false],
      [1, 2, false],
      [2, 3, false],
      [3, 3, true],
      [4, 3, true],
    ]);
    // A denied call is charged nowhere, and it was not this limit that denied it.
    expect(counters[1]?.points.map(({ value, trips }) => [value, trips]).at(-1)).toEqual([3, false]);
  });

  it("keeps the grants apart", () => {
    const counters = timeline([0, "pay", "a"], [1, "pay", "b"], [2, "pay", "a"])?.counters ?? [];
    expect(
      counters.filter(({ window }) => window === "minute").map(({ grant, points }) => [grant, points.at(-1)?.value]),
    ).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("knows where windows begin", () => {
    const boundaries = timeline([0, "pay"], [40, "pay"])?.counters.find(
      ({ window }) => window === "minute",
    )?.boundaries;
    expect(boundaries?.map((at) => new Date(at).toISOString().slice(11, 19))).toEqual([
      "12:00:00",
      "12:01:00",
      "12:02:00",
    ]);
  });

  it("draws no boundaries where there would be thousands", () => {
    const counters = timeline([0, "pay"], [86_400 * 30, "pay"])?.counters ?? [];
    expect(counters.find(({ window }) => window === "minute")?.boundaries).toEqual([]);
  });

  it("is made once for the same steps, so that it need not be sent again", () => {
    const { steps } = simulate(snapshot, [{ tool: "pay" }], bareEnvironment);
    expect(timelineOf(steps)).toBe(timelineOf(steps));
    expect(timelineOf([...steps])).not.toBe(timelineOf(steps));
  });

  it("is none where nothing is counted", () => {
    expect(timelineOf([])).toBeNull();
  });
});

describe("the line of a counter", () => {
  const series = (...made: readonly Made[]) => {
    const all = timeline(...made);
    const counter = all?.counters.find(({ window }) => window === "minute");
    if (all === null || counter === undefined) throw new Error("no counter");
    const drawn = drawnSeries(counter, all);
    return { ...drawn, steps: drawn.at.map((at, index) => [Math.round(at - start / 1_000), drawn.value[index]]) };
  };

  it("rises with each call, and falls to 0 at the end of the window", () => {
    expect(series([0, "pay"], [10, "pay"], [40, "pay"]).steps).toEqual([
      [-2, 0],
      [0, 1],
      [10, 2],
      [30, 0],
      [40, 1],
      [42, 1],
    ]);
  });

  it("shows some time around a single call", () => {
    expect(series([0, "pay"]).steps).toEqual([
      [-30, 0],
      [0, 1],
      [30, 0],
    ]);
  });

  it("goes on to the last call of all, so that counters can be compared", () => {
    expect(series([0, "pay"], [100, "read"]).steps).toEqual([
      [-4, 0],
      [0, 1],
      [30, 0],
      [104, 0],
    ]);
  });

  it("marks the calls that were denied", () => {
    expect(series(...rapid).tripped.map(({ call, value }) => [call, value])).toEqual([
      [3, 3],
      [4, 3],
    ]);
  });

  it("is drawn in the order of time, however the calls stand", () => {
    const { at } = series([10, "pay"], [0, "pay"], [10, "pay"]);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
  });
});
