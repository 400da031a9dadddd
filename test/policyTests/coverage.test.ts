/** What counts as seen: each kind of entry by itself, and any policy against what its decisions say. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CounterState } from "../../server/src/policy/decide/counters";
import { type Call, decide } from "../../server/src/policy/decide/decide";
import type { Decision } from "../../server/src/policy/decide/decision";
import { defaultAssumptions, otherChoices } from "../../server/src/policy/model/assumptions";
import type { Policy } from "../../server/src/policy/model/policy";
import { type Coverage, CoverageCounter, coverageCount, isCovered } from "../../server/src/policyTests/coverage";
import { callsOf, runPolicyTest } from "../../server/src/policyTests/runPolicyTests";
import { snapshotOf } from "../../server/src/service/snapshot";

const coverageShare = (coverage: Coverage): number => {
  const { covered, all } = coverageCount(coverage);
  return covered / all;
};

/** What the calls, a second apart, have seen of a policy. */
function seen(text: string, calls: readonly Pick<Call, "tool" | "arguments">[]) {
  // What is counted of a policy with errors is what still has a meaning.
  const policy: Policy = { ...snapshotOf(text).policy, refusal: undefined };
  const counter = new CoverageCounter(policy);
  const counters = new Map<string, CounterState>();
  const decisions = calls.map((call, index) => {
    const made = { ...call, grant: "default", at: Date.UTC(2026, 0, 1) + index * 1_000 };
    const decision = decide(policy, made, counters, { trace: true });
    for (const [key, state] of decision.charges) counters.set(key, state);
    counter.add(call.tool, decision);
    return { tool: call.tool, decision };
  });
  return { policy, counter, decisions };
}

const policyOf = (tools: string, others = "") => `{ "version": "1", "default": "deny", ${others} "tools": {${tools}} }`;
const limit = (counter: string, max: number) =>
  `{ "counter": "${counter}", "window": "minute", "max": ${max}, "scope": "grant" }`;
const never = `{ "conditions": [], "on_deny": "No." }`;
const big = `{ "conditions": [{ "path": "args.n", "op": "gt", "value": 5 }], "on_deny": "Too big." }`;
const call = (tool: string, n?: number) => ({ tool, arguments: n === undefined ? {} : { n } });
const times = <T>(count: number, each: T) => Array.from({ length: count }, () => each);

describe("covered is", () => {
  it.each([
    ["what always denies once it has denied", policyOf(`"x": { "deny_if": [${never}] }`), [call("x")], 1],
    ["a requirement without conditions once it has held", policyOf(`"x": { "require": [${never}] }`), [call("x")], 1],
    ["a limit of 1 only after two calls", policyOf(`"x": { "limits": [${limit("c", 1)}] }`), [call("x")], 1 / 2],
    ["a limit of 1 after two calls", policyOf(`"x": { "limits": [${limit("c", 1)}] }`), times(2, call("x")), 1],
    [
      "of what stands behind a denial of every call nothing",
      policyOf(`"x": { "deny_if": [${never}, ${big}] }`),
      [call("x"), call("x", 9)],
      2 / 3,
    ],
    [
      "of two limits that share a counter the one that binds",
      policyOf(`"x": { "limits": [${limit("c", 10)}, ${limit("c", 2)}] }`),
      times(5, call("x")),
      2 / 3,
    ],
    [
      "of a tool that is hidden, too, only its name",
      policyOf(`"x": { "deny_if": [${big}] }`, `"hide": ["x"],`),
      [call("x"), call("x", 9)],
      1 / 2,
    ],
    [
      "of a tool that stands twice the one that counts",
      policyOf(`"x": { "deny_if": [${big}] }, "x": {}`),
      [call("x")],
      1,
    ],
    ["a policy without anything to see", `{ "version": "1", "default": "allow", "hide": ["y"] }`, [call("z")], 1],
    [
      "nothing by calls that the default lets through",
      policyOf(`"x": {}`).replace('"deny"', '"allow"'),
      [call("z")],
      0,
    ],
    [
      "a limit over all tools by calls that the default lets through",
      `{ "version": "1", "default": "allow", "all_tools": { "limits": [${limit("c", 1)}] } }`,
      times(2, call("z")),
      1,
    ],
  ])("%s", (_, text, calls, share) => {
    expect(coverageShare(seen(text, calls).counter)).toBeCloseTo(share, 10);
  });
});

const anyPredicate = fc.constantFrom(
  never,
  big,
  `{ "conditions": [{ "path": "args.n", "op": "exists", "value": true }] }`,
  "7",
);
const anyLimit = fc.constantFrom(limit("a", 1), limit("a", 3), limit("b", 2), `{ "counter": "a" }`);
const lists = fc.record({
  require: fc.array(anyPredicate, { maxLength: 2 }),
  deny_if: fc.array(anyPredicate, { maxLength: 2 }),
  limits: fc.array(anyLimit, { maxLength: 3 }),
});
const anyTool = fc
  .tuple(fc.constantFrom("x", "y", "__proto__"), lists)
  .map(
    ([name, entries]) => `"${name}": {${Object.entries(entries).map(([list, each]) => `"${list}": [${each.join()}]`)}}`,
  );
const anyPolicy = fc
  .record({
    default: fc.constantFrom("allow", "deny"),
    hide: fc.subarray(["x", "z"]),
    all: fc.array(anyLimit, { maxLength: 2 }),
    tools: fc.array(anyTool, { maxLength: 4 }),
  })
  .map(
    (policy) =>
      `{ "version": "1", "default": "${policy.default}", "hide": ${JSON.stringify(policy.hide)}, "all_tools": { "limits": [${policy.all}] }, "tools": {${policy.tools}} }`,
  );
const anyCalls = fc.array(
  fc.tuple(fc.constantFrom("x", "y", "z", "__proto__"), fc.option(fc.integer({ max: 9, min: 0 }))),
  {
    maxLength: 20,
  },
);

it("counts calls whose decisions are not known by themselves, and sees nothing by them", () => {
  const snapshot = snapshotOf(
    policyOf(`"x": { "limits": [{ "counter": "c", "window": "week", "max": 1, "scope": "grant" }] }`),
  );
  const counter = new CoverageCounter(snapshot.policy);
  counter.add("x", decide(snapshot.policy, { ...call("x"), grant: "default", at: 0 }, new Map(), { trace: true }));
  expect(counter.notKnown).toBe(1);
  expect(counter.tools.map(({ called }) => called)).toEqual([0]);
});

it("what is seen is what the decisions say, whatever the policy and the calls", () => {
  fc.assert(
    fc.property(anyPolicy, anyCalls, (text, made) => {
      const { policy, counter, decisions } = seen(
        text,
        made.map(([tool, n]) => call(tool, n ?? undefined)),
      );
      // By where a decision was made, not by its trace: all before that has passed, and what is behind was not asked.
      const expected = new Map(counter.branches.map((branch) => [branch, { passed: 0, failed: 0 }]));
      for (const { tool, decision } of decisions) {
        const isOwn = decision.reason.kind !== "hidden" && decision.reason.kind !== "default-deny";
        const asked = ["require", "deny_if", "limits", null].flatMap((list) =>
          counter.branches.filter((each) =>
            list === null ? each.tool === null : each.tool === tool && each.list === list,
          ),
        );
        for (const branch of isOwn ? asked : []) {
          const { start, end } = branch.span;
          const counts = expected.get(branch) ?? { passed: 0, failed: 0 };
          const denied =
            decision.outcome === "deny" &&
            decision.span !== null &&
            start <= decision.span.start &&
            decision.span.end <= end;
          if (denied) counts.failed++;
          else counts.passed++;
          if (denied) break;
        }
      }
      for (const [{ passed, failed, canPass, canFail }, counts] of expected) {
        expect({ passed, failed }).toEqual(counts);
        expect(passed === 0 || canPass).toBe(true);
        expect(failed === 0 || canFail).toBe(true);
      }
      expect(counter.tools.map(({ tool }) => tool)).toEqual([...policy.tools.keys()]);
      for (const { tool, called } of counter.tools) expect(called).toBe(made.filter(([name]) => name === tool).length);
      const parts = [...counter.branches.map(isCovered), ...counter.tools.map(({ called }) => called > 0)];
      expect(coverageShare(counter)).toBeCloseTo(
        parts.length === 0 ? 1 : parts.filter(Boolean).length / parts.length,
        10,
      );
    }),
  );
});

const anyArgument = fc.constantFrom(undefined, 1, 9, "9", "x", [9], Number.POSITIVE_INFINITY);
const anyRepeatedCalls = fc.array(
  fc.record({
    tool: fc.constantFrom("x", "y", "z", "__proto__"),
    n: anyArgument,
    repeat: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 8 },
);
const readings = fc.constantFrom(
  defaultAssumptions,
  ...otherChoices.map(({ assumptions }) => ({ ...defaultAssumptions, ...assumptions })),
);

it("a test sees by its repeated calls what each of them sees, traced by itself", () => {
  fc.assert(
    fc.property(anyPolicy, readings, fc.boolean(), anyRepeatedCalls, (text, reading, isTaken, made) => {
      const { policy: read } = snapshotOf(text);
      const policy: Policy = { ...read, reading, refusal: isTaken ? undefined : read.refusal };
      const span = { start: 0, end: 0 };
      const [times, expectation] = [{ at: undefined, after: 1_000, every: 20_000, grant: "default", span }, undefined];
      const calls = made.map(({ tool, n, repeat }) => ({
        ...times,
        ...call(tool),
        arguments: n === undefined ? {} : { n },
        repeat,
        expect: expectation,
      }));
      const [repeated, single] = [new CoverageCounter(policy), new CoverageCounter(policy)];
      const { failures } = runPolicyTest(policy, { name: "a test", calls, span }, repeated);
      const counters = new Map<string, CounterState>();
      const unknown = new Map<number, Decision>();
      for (const { call, index } of callsOf(calls)) {
        const decision = decide(policy, call, counters, { trace: true });
        for (const [key, state] of decision.charges) counters.set(key, state);
        single.add(call.tool, decision);
        if (decision.outcome === "unknown" && !unknown.has(index)) unknown.set(index, decision);
      }
      expect([repeated.branches, repeated.tools, repeated.notKnown]).toEqual([
        single.branches,
        single.tools,
        single.notKnown,
      ]);
      // A call that is not known is the only one that fails, and is told in full.
      expect(failures.map(({ decision }) => decision)).toEqual([...unknown.values()]);
    }),
    { numRuns: 500 },
  );
});
