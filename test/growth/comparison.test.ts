/** A comparison of two policies takes steps in proportion to what differs. */
import { beforeAll, expect, it } from "vitest";
import type * as Comparison from "./comparison";
import { loadInstrumented } from "./instrumented";

let comparison: typeof Comparison;
beforeAll(async () => {
  comparison = await loadInstrumented<typeof Comparison>(new URL("comparison.ts", import.meta.url));
}, 120_000);

it("tools that have the same text in both policies are not searched", () => {
  const few = comparison.toolsOfWhichTwoDiffer(10);
  const many = comparison.toolsOfWhichTwoDiffer(1_000);
  expect([few.found, many.found, many.unknown]).toEqual([2, 2, 0]);
  expect(many.steps - few.steps).toBeLessThan(100 * 1_000);
});

it("patterns that many tools have are made into automata once", () => {
  const few = comparison.toolsThatAllDiffer(20);
  const many = comparison.toolsThatAllDiffer(80);
  expect([few.found, many.found, many.unknown]).toEqual([20, 80, 0]);
  expect(many.steps).toBeLessThanOrEqual(4 * few.steps);
});

it.each(["sameConditionsAndOneMore", "otherConditions", "conditionsAgainstLimits"] as const)(
  "%s: four times the conditions are about four times the work",
  (name) => {
    const few = comparison[name](500);
    const many = comparison[name](2_000);
    expect([few.unknown, many.unknown]).toEqual([0, 0]);
    expect(many.found).toBeGreaterThan(0);
    expect(many.steps).toBeLessThanOrEqual(6 * few.steps);
  },
);
