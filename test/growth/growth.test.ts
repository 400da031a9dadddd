/**
 * No text makes the service slow out of proportion: four times the text is about four times the work. Counted in steps, not
 * in time: see `countSteps.ts`.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { loadInstrumented } from "./instrumented";
import type * as Measured from "./measured";
import { operations } from "./operations";
import { shapes } from "./shapes";

/** In characters: long enough that what grows with the square is most of the work. */
const short = 5_000;
const times = 4;

/** How much more than in proportion the work may grow: a sort does, and bounds that the shorter text does not reach. */
const mostGrowth = 1.5 * times;

/** Less than this, a character, is no work worth a look. */
const fewSteps = 60;

let measured: typeof Measured;
beforeAll(async () => {
  measured = await loadInstrumented<typeof Measured>(new URL("measured.ts", import.meta.url));
}, 120_000);

describe.each(Object.keys(shapes))("%s", (shape) => {
  it.each(Object.keys(operations))("%s", (operation) => {
    const stepsFor = (length: number) => {
      const text = measured.shapes[shape]?.(length) ?? "";
      const work = measured.operations[operation]?.(text) ?? (() => {});
      return { length: text.length, steps: measured.countSteps(work) };
    };
    const few = stepsFor(short);
    const many = stepsFor(short * times);
    expect(many.steps).toBeLessThanOrEqual(Math.max(few.steps * mostGrowth, fewSteps * many.length));
  });
});

describe("the counter of steps", () => {
  it("sees a loop within a loop", () => {
    const steps = (length: number) => measured.countSteps(() => measured.quadratic(length));
    expect(steps(400) / steps(100)).toBeGreaterThan(mostGrowth);
  });
  it("sees a search within a loop", () => {
    const steps = (length: number) => measured.countSteps(() => measured.searching(length));
    expect(steps(400) / steps(100)).toBeGreaterThan(mostGrowth);
  });
});
