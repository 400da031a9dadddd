import { describe, expect, it } from "vitest";
import { windowEnd, windowLength, windowStart } from "../../../server/src/policy/decide/window";
import type { WindowName } from "../../../server/src/policy/model/policy";
import { windowInWords } from "../../../server/src/policy/words/plain/windowInWords";

const names: readonly WindowName[] = ["minute", "hour", "day"];

function bounds(window: WindowName, at: string): string {
  const instant = Date.parse(at);
  const [start, end] = [windowStart(window, instant), windowEnd(window, instant)];
  return `${new Date(start).toISOString()} … ${new Date(end).toISOString()}`;
}

describe("windows", () => {
  it.each([
    ["minute", "2024-02-29T23:59:59.999Z", "2024-02-29T23:59:00.000Z … 2024-03-01T00:00:00.000Z"],
    ["hour", "2024-02-29T23:59:59.999Z", "2024-02-29T23:00:00.000Z … 2024-03-01T00:00:00.000Z"],
    ["day", "2024-02-29T23:59:59.999Z", "2024-02-29T00:00:00.000Z … 2024-03-01T00:00:00.000Z"],
    ["day", "2024-03-01T00:00:00.000Z", "2024-03-01T00:00:00.000Z … 2024-03-02T00:00:00.000Z"],
    ["day", "2024-02-29T23:30:00-05:30", "2024-03-01T00:00:00.000Z … 2024-03-02T00:00:00.000Z"],
    ["minute", "1969-12-31T23:59:30Z", "1969-12-31T23:59:00.000Z … 1970-01-01T00:00:00.000Z"],
    ["day", "1969-12-31T23:59:30Z", "1969-12-31T00:00:00.000Z … 1970-01-01T00:00:00.000Z"],
  ] as const)("the %s of %s is %s", (window, at, expected) => {
    expect(bounds(window, at)).toBe(expected);
  });

  it("hold their instants, and lie side by side", () => {
    for (const window of names) {
      for (const at of [0, 1, -1, 59_999, 60_000, -60_000, 1e12 + 0.5, -1e12]) {
        const start = windowStart(window, at);
        expect(start).toBeLessThanOrEqual(at);
        expect(windowEnd(window, at)).toBeGreaterThan(at);
        expect(windowStart(window, windowEnd(window, at))).toBe(start + windowLength(window));
      }
    }
  });

  it("read an instant that is no finite number as 1970-01-01", () => {
    for (const at of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect([windowStart("hour", at), windowEnd("hour", at)]).toEqual([0, 3_600_000]);
    }
  });

  it("never start at -0", () => {
    expect(windowStart("day", -0)).toBe(0);
  });

  it("have words", () => {
    expect(names.map(windowInWords)).toEqual(["a minute", "an hour", "a day"]);
  });
});
