/** One grammar for an instant, wherever one is written: `--at`, test files, logs, the simulator. */
import { describe, expect, it } from "vitest";
import testSchema from "../../../server/schema/policy-test.schema.json";
import { instantForm, readInstant } from "../../../server/src/policy/decide/instant";
import { readPolicyTests } from "../../../server/src/policyTests/readPolicyTests";
import { readRecordedLine } from "../../../server/src/service/simulation/recordedCall";
import { timedCalls } from "../../../server/src/service/simulation/timedCalls";

const nine = Date.UTC(2026, 0, 1, 9);

const instants: readonly (readonly [unknown, number])[] = [
  ["2026-01-01", Date.UTC(2026, 0, 1)],
  ["2026-01-01T09:00", nine],
  ["2026-01-01T09:00Z", nine],
  ["2026-01-01T09:00:00", nine],
  ["2026-01-01T09:00:00.5Z", nine + 500],
  ["2026-01-01T10:00:00+01:00", nine],
  ["+002026-01-01T09:00Z", nine],
  ["2024-02-29", Date.UTC(2024, 1, 29)],
  [String(nine), nine],
  [nine, nine],
];

const others: readonly unknown[] = [
  "",
  "noon",
  "2026",
  "2026-01",
  "2026-1-1",
  "2026-02-30",
  "2026-02-30T09:00Z",
  "2025-02-29",
  "2026-13-01",
  "2026-01-01 09:00",
  "2026-01-01T25:00",
  "2026-01-01T09:00:60Z",
  "2026-01-01T09:00+25:00",
  "1767258000",
  "9999999999999999",
  "2026-01-01T09:00:00Z\n",
  9e15,
  Number.NaN,
  null,
  true,
  {},
];

describe("an instant", () => {
  it.each(instants)("%j is one", (given, at) => expect(readInstant(given)).toBe(at));
  it.each(others.map((given) => [given]))("%j is none", (given) => expect(readInstant(given)).toBeUndefined());

  it.each(instants)("%j is the same in a test file, a log and a simulated call", (given, at) => {
    const file = readPolicyTests(JSON.stringify({ tests: [{ calls: [{ tool: "a", at: given }] }] }));
    expect(file.problems).toEqual([]);
    expect(file.tests[0]?.calls[0]?.at).toBe(at);
    expect(readRecordedLine(JSON.stringify({ name: "a", at: given }))[0]).toMatchObject({ kind: "call", at });
    expect(timedCalls([{ tool: "a", at: given as string }], 0)[0]?.at).toBe(at);
  });

  it.each(others.slice(0, 16).map((given) => [given]))("%j is said to be none, in each of them", (given) => {
    const file = readPolicyTests(JSON.stringify({ tests: [{ calls: [{ tool: "a", at: given }] }] }));
    expect(file.problems.map(({ message }) => message)).toEqual([expect.stringContaining('"at" must be an instant')]);
    expect(readRecordedLine(JSON.stringify({ name: "a", at: given }))[0]).toMatchObject({ kind: "unreadable" });
  });

  it("looks the same to the schema of test files", () => {
    expect(testSchema.definitions.call.properties.at.pattern).toBe(instantForm.source);
  });
});
