/** Writing calls as a test: the text of the file, and that the test passes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "../../server/src/policy/decide/decide";
import { decideSequence } from "../../server/src/policy/decide/decideSequence";
import { policyFileKind } from "../../server/src/policy/policyFiles";
import { printDuration, readDuration } from "../../server/src/policyTests/duration";
import { policyPathsOf, testFileOf } from "../../server/src/policyTests/policyPaths";
import { readPolicyTests } from "../../server/src/policyTests/readPolicyTests";
import { runPolicyTest } from "../../server/src/policyTests/runPolicyTests";
import { writePolicyTest } from "../../server/src/policyTests/writePolicyTest";
import { snapshotOf } from "../../server/src/service/snapshot";

const { policy } = snapshotOf(`{
  "version": "1", "default": "deny",
  "hide": ["drop"],
  "tools": {
    "read": {},
    "pay": {
      "deny_if": [{ "conditions": [{ "path": "args.amount", "op": "gt", "value": 100 }], "on_deny": "Too much." }],
      "limits": [{ "counter": "pay_rate", "window": "minute", "max": 3, "scope": "grant" }]
    }
  }
}`);

const start = Date.UTC(2026, 0, 2, 9);

const call = (seconds: number, tool: string, args: object = {}, grant = "default"): Call => ({
  tool,
  arguments: args,
  grant,
  at: start + seconds * 1_000,
});

const decided = (calls: readonly Call[]) => {
  const decisions = decideSequence(policy, calls, { trace: false });
  return calls.map((each, index) => ({ call: each, decision: decisions[index] as (typeof decisions)[number] }));
};

function written(text: string, calls: readonly Call[], name = "a test"): string {
  const result = writePolicyTest(text, "crm.policy.json", name, decided(calls));
  if ("refused" in result) throw new Error(result.refused);
  return result.text;
}

const rapid = [0, 5, 10, 15, 20].map((seconds) => call(seconds, "pay"));

describe("a test that is written", () => {
  it("folds calls that follow each other alike", () => {
    expect(written("", [call(-30, "read", { a: 1 }, "ci"), ...rapid])).toBe(`{
  "policy": "crm.policy.json",
  "tests": [
    {
      "name": "a test",
      "calls": [
        {"tool": "read", "arguments": {"a": 1}, "grant": "ci", "at": "2026-01-02T08:59:30Z", "expect": {"decision": "allow"}},
        {"tool": "pay", "after": "30s", "repeat": 3, "every": "5s", "expect": {"decision": "allow"}},
        {"tool": "pay", "after": "5s", "repeat": 2, "every": "5s", "expect": {"decision": "deny", "rule": "/tools/pay/limits/pay_rate", "message": "Rate limit of 3 per minute reached. Try again later."}}
      ]
    }
  ]
}
`);
  });

  it("stands behind the others, in the layout of the file, under a name of its own", () => {
    const file = '{\r\n\t"tests": [\r\n\t\t{"name": "a test", "calls": []}\r\n\t]\r\n}';
    expect(written(file, [call(0, "drop")])).toBe(
      [
        "{",
        '\t"tests": [',
        '\t\t{"name": "a test", "calls": []},',
        "\t\t{",
        '\t\t\t"name": "a test 2",',
        '\t\t\t"calls": [',
        '\t\t\t\t{"tool": "drop", "at": "2026-01-02T09:00:00Z", "expect": {"decision": "deny", "rule": "(hidden)", "message": "Tool \\"drop\\" is hidden by policy"}}',
        "\t\t\t]",
        "\t\t}",
        "\t]",
        "}",
      ].join("\r\n"),
    );
  });

  it("is the first of an empty list", () => {
    expect(JSON.parse(written('{"tests": []}', [call(0, "read")])).tests).toHaveLength(1);
  });

  it.each([
    ["a broken file", '{"tests": [', "Fix the file first."],
    ["a file that is no test file", "[]", "Fix the file first."],
  ])("leaves %s alone", (_, text, sentence) => {
    const result = writePolicyTest(text, "p.json", "n", decided([call(0, "read")]));
    expect(result).toMatchObject({ refused: expect.stringContaining(sentence) });
  });

  it("refuses what a test file cannot hold", () => {
    const refused = (each: Call) => writePolicyTest("", "p.json", "n", decided([each]));
    expect(refused({ ...call(0, "read"), arguments: [1] })).toMatchObject({
      refused: "The arguments of call 1 are not an object, and a test file contains only objects.",
    });
    expect(refused({ ...call(0, "read"), at: 8.64e15 })).toMatchObject({ refused: expect.stringContaining("instant") });
  });

  it("passes, whatever the calls are", () => {
    const anyCall = fc.record({
      tool: fc.constantFrom("read", "pay", "drop", "__proto__", 'q"\\u2028', "ö"),
      arguments: fc.oneof(
        { weight: 3, arbitrary: fc.constant({}) },
        fc.record({ amount: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })) }),
        fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2, noNullPrototype: true }),
      ),
      grant: fc.constantFrom("default", "ci", ""),
      gap: fc.oneof(fc.constantFrom(0, 1_000, 5_000, 60_000), fc.integer({ min: -100_000, max: 10_000_000 })),
    });
    fc.assert(
      fc.property(fc.array(anyCall, { minLength: 1, maxLength: 12 }), fc.string({ minLength: 1 }), (calls, name) => {
        let at = start;
        const timed = calls.map(({ gap, ...each }) => {
          at += gap;
          return { ...each, at };
        });
        const text = written(written("", timed, name), timed, name);
        const { tests, problems } = readPolicyTests(text);
        expect(problems).toEqual([]);
        expect(tests).toHaveLength(2);
        for (const test of tests) {
          const result = runPolicyTest(policy, test);
          expect(result.failures).toEqual([]);
          expect(result.calls).toBe(calls.length);
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe("durations", () => {
  it.each([
    [0, "0ms"],
    [1_500, "1500ms"],
    [5_000, "5s"],
    [90_000, "90s"],
    [120_000, "2m"],
    [86_400_000, "1d"],
  ])("%d ms are %s", (milliseconds, text) => {
    expect(printDuration(milliseconds)).toBe(text);
    expect(readDuration(text)).toBe(milliseconds);
  });
});

describe("the files of a policy and its tests", () => {
  it.each([
    ["crm.policy-test.json", undefined, ["crm.policy.json", "policy.json"]],
    ["a/b/crm.policy-test.json", "../x.json", ["../x.json"]],
    ["a\\crm.policy-test.json", undefined, ["crm.policy.json", "policy.json"]],
    ["a/.policylayer/x.policy-test.json", undefined, ["x.policy.json", "x.json", "policy.json"]],
    [".policylayer\\x.policy-test.json", undefined, ["x.policy.json", "x.json", "policy.json"]],
    [".policylayer/policy.policy-test.json", undefined, ["policy.policy.json", "policy.json"]],
    [".policylayer/deep/x.policy-test.json", undefined, ["x.policy.json", "policy.json"]],
    ["policy.policy-test.json", undefined, ["policy.policy.json", "policy.json"]],
  ])("%s is about %j", (file, named, paths) => {
    expect(policyPathsOf(file, named)).toEqual(paths);
  });

  it.each([
    ["crm.policy.json", "crm.policy-test.json"],
    ["policy.json", "policy.policy-test.json"],
    ["x/.policylayer/main.json", "main.policy-test.json"],
  ])("the tests of %s are in %s", (policyFile, file) => {
    expect(testFileOf(policyFile)).toBe(file);
    expect(policyFileKind(file)).toBe("test");
  });
});
