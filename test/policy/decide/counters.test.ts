import { describe, expect, it } from "vitest";
import {
  type CounterState,
  chargedOnce,
  counterKey,
  counterResetsAt,
  counterValue,
  type WindowAlignment,
} from "../../../server/src/policy/decide/counters";

const minute = 60_000;

/** The state after charges at some instants. */
function chargedAt(alignment: WindowAlignment, ...instants: number[]): CounterState | undefined {
  return instants.reduce<CounterState | undefined>(
    (state, at) => chargedOnce(state, "minute", at, alignment),
    undefined,
  );
}

describe("counterKey", () => {
  it("keeps counters apart whose names are chosen to collide", () => {
    const texts = [
      "",
      "a",
      "1",
      " ",
      "a b",
      "1 a",
      "all_tools",
      " all_tools ",
      "0  all_tools",
      "minute 1 a",
      "\0",
      '"',
      "\ud800",
    ];
    const keys = new Set<string>();
    let made = 0;
    for (const grant of texts) {
      for (const tool of [null, ...texts]) {
        for (const counter of texts) {
          for (const window of ["minute", "hour"] as const) {
            keys.add(counterKey(grant, tool, counter, window));
            made++;
          }
        }
      }
    }
    expect(keys.size).toBe(made);
  });
});

describe("calendar counters", () => {
  const alignment = "utc-calendar";

  it("count within a window and start anew with the next", () => {
    const state = chargedAt(alignment, 10, 20, 59_999);
    expect(counterValue(state, "minute", 59_999, alignment)).toBe(3);
    expect(counterValue(state, "minute", 60_000, alignment)).toBe(0);
    expect(chargedOnce(state, "minute", 60_000, alignment)).toEqual({ windowStart: 60_000, value: 1 });
    expect(counterResetsAt(state, "minute", 30_000, alignment)).toBe(60_000);
  });

  it("count a call before the counter's window as if it came in that window", () => {
    const state = chargedAt(alignment, 60_010);
    expect(counterValue(state, "minute", 50_000, alignment)).toBe(1);
    expect(chargedOnce(state, "minute", 50_000, alignment)).toEqual({ windowStart: 60_000, value: 2 });
    expect(counterResetsAt(state, "minute", 50_000, alignment)).toBe(120_000);
  });

  it("are 0 before the first charge", () => {
    expect(counterValue(undefined, "minute", 5, alignment)).toBe(0);
    expect(counterResetsAt(undefined, "minute", 5, alignment)).toBe(minute);
  });
});

describe("sliding counters", () => {
  const alignment = "sliding";

  it("count the charges of the last window length", () => {
    const state = chargedAt(alignment, 0, 30_000, 59_000);
    expect(state).toEqual({ windowStart: 0, value: 3, instants: [0, 30_000, 59_000] });
    const values = [59_000, 59_999, 60_000, 90_000, 119_000].map((at) => counterValue(state, "minute", at, alignment));
    expect(values).toEqual([3, 3, 2, 1, 0]);
    expect(counterResetsAt(state, "minute", 59_500, alignment)).toBe(60_000);
    expect(counterResetsAt(state, "minute", 61_000, alignment)).toBe(90_000);
    expect(chargedOnce(state, "minute", 95_000, alignment).instants).toEqual([59_000, 95_000]);
  });

  it("give nothing back to a call that comes late", () => {
    const state = chargedAt(alignment, 100_000, 101_000);
    expect(counterValue(state, "minute", 5_000, alignment)).toBe(2);
    expect(chargedOnce(state, "minute", 5_000, alignment).instants).toEqual([100_000, 101_000, 101_000]);
  });

  it("are 0 before the first charge", () => {
    expect(counterValue(undefined, "minute", 5, alignment)).toBe(0);
    expect(counterResetsAt(undefined, "minute", 5, alignment)).toBe(minute + 5);
  });
});
