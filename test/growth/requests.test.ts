/** Requests whose size is not that of a policy's text: counted in steps as well. */
import { beforeAll, expect, it } from "vitest";
import { loadInstrumented } from "./instrumented";
import type * as Requests from "./requests";

let requests: typeof Requests;
beforeAll(async () => {
  requests = await loadInstrumented<typeof Requests>(new URL("requests.ts", import.meta.url));
}, 120_000);

it("A condition is checked in as many steps, however long its list", () => {
  const few = requests.checkOfList(5);
  expect(few).toBeGreaterThan(0);
  expect(requests.checkOfList(20_000)).toBe(few);
});

it("A schema that is exponential by its references costs no more with more levels", () => {
  const few = requests.checkOfReferences(6);
  expect(few).toBeGreaterThan(0);
  // Four times for each two levels, if they were followed.
  expect(requests.checkOfReferences(12)).toBeLessThanOrEqual(4 * few);
});

it("Thousands of tests that fail take steps in proportion: no parse for each", async () => {
  const few = await requests.runOfFailures(250);
  expect(few).toBeGreaterThan(1_000);
  expect(await requests.runOfFailures(1_000)).toBeLessThanOrEqual(5 * few);
});
