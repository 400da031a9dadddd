/** Policy tests: reading a file, running its tests against a policy, and what they have seen of it. */
import { describe, expect, it } from "vitest";
import { type Coverage, CoverageCounter, coverageCount, isCovered } from "../../server/src/policyTests/coverage";
import { readDuration } from "../../server/src/policyTests/duration";
import { readPolicyTests } from "../../server/src/policyTests/readPolicyTests";
import { runPolicyTest } from "../../server/src/policyTests/runPolicyTests";
import { snapshotOf } from "../../server/src/service/snapshot";

const coverageShare = (coverage: Coverage): number => {
  const { covered, all } = coverageCount(coverage);
  return covered / all;
};

const { policy } = snapshotOf(`{
  "version": "1", "default": "deny",
  "hide": ["drop"],
  "all_tools": { "limits": [{ "counter": "all", "window": "hour", "max": 5, "scope": "grant" }] },
  "tools": {
    "read": {},
    "pay": {
      "require": [{ "conditions": [{ "path": "args.to", "op": "exists", "value": true }], "on_deny": "Name a payee." }],
      "deny_if": [{ "conditions": [{ "path": "args.amount", "op": "gt", "value": 100 }], "on_deny": "Too much." }],
      "limits": [{ "counter": "pay_rate", "window": "minute", "max": 2, "scope": "grant" }]
    },
    "stop": { "deny_if": [{ "conditions": [], "on_deny": "Requires human approval." }] }
  }
}`);

const fileOf = (...calls: readonly object[]) => JSON.stringify({ tests: [{ name: "a test", calls }] });

function run(...calls: readonly object[]) {
  const { tests, problems } = readPolicyTests(fileOf(...calls));
  expect(problems).toEqual([]);
  const [test] = tests;
  if (test === undefined) throw new Error("no test");
  return runPolicyTest(policy, test);
}

const pay = { tool: "pay", arguments: { to: "x", amount: 5 } };

describe("a test", () => {
  it("passes when every call is decided as it says", () => {
    const denied = { decision: "deny", rule: "/tools/pay/deny_if/args.amount-gt", message: "Too much." };
    const { failures, calls } = run(
      { ...pay, expect: { decision: "allow", rule: "", message: null, counters: { "tools/pay/pay_rate": 1 } } },
      { tool: "pay", arguments: { to: "x", amount: 500 }, expect: denied },
      { tool: "drop", expect: { decision: "deny", rule: "(hidden)" } },
      { tool: "read" },
    );
    expect(failures).toEqual([]);
    expect(calls).toBe(4);
  });

  it.each([
    [{ decision: "deny" }, "decision: expected deny, is allow"],
    [{ rule: "/x" }, 'rule: expected "/x", is ""'],
    [{ message: "No." }, 'message: expected "No.", is no message'],
    [{ counters: { "tools/pay/pay_rate": 7 } }, "counter tools/pay/pay_rate: expected 7, is 1"],
    [{ counters: { "tools/read/x": 1 } }, "counter tools/read/x: expected 1, is not counted by this call"],
    [{ decision: "deny", message: "" }, 'decision: expected deny, is allow; message: expected "", is no message'],
  ])("that expects %j fails and says so", (expected, message) => {
    expect(run({ ...pay, expect: expected }).failures).toMatchObject([{ message, repetition: 1 }]);
  });

  it("sets expected and actual against each other: a value, or one line each", () => {
    expect(run({ ...pay, expect: { decision: "deny" } }).failures).toMatchObject([
      { expected: "deny", actual: "allow" },
    ]);
    expect(run({ ...pay, expect: { decision: "deny", message: "No." } }).failures).toMatchObject([
      { expected: 'decision: deny\nmessage: "No."', actual: "decision: allow\nmessage: no message" },
    ]);
  });

  it("shows long rules to their ends, where they can differ", () => {
    const rule = `/tools/pay/deny_if/args.${"x".repeat(100)}-gt`;
    const [failure] = run({ ...pay, expect: { rule } }).failures;
    expect(failure?.message).toBe(`rule: expected "${rule}", is ""`);
  });

  it("keeps counters from call to call, and none from test to test", () => {
    const twice = { ...pay, repeat: 2, every: "1s", expect: { decision: "allow" } };
    const third = { ...pay, expect: { decision: "deny", rule: "/tools/pay/limits/pay_rate" } };
    for (let time = 0; time < 2; time++) expect(run(twice, third).failures).toEqual([]);
  });

  it("says which repetition was decided otherwise, once", () => {
    const { failures, calls } = run({ ...pay, repeat: 5, every: "1s", expect: { decision: "allow" } });
    expect(failures).toMatchObject([
      { repetition: 3, message: "decision: expected allow, is deny by /tools/pay/limits/pay_rate" },
    ]);
    expect(calls).toBe(5);
  });

  it("moves on in time: by the instant, by what has passed, or by a second", () => {
    const allowed = { ...pay, expect: { decision: "allow" } };
    const denied = { ...pay, expect: { decision: "deny" } };
    expect(run({ ...allowed, repeat: 2 }, { ...denied }, { ...allowed, after: "1m" }).failures).toEqual([]);
    const late = { ...allowed, at: "2026-05-06T07:08:59Z" };
    expect(run(late, { ...allowed }, { ...allowed }, denied).failures).toEqual([]);
  });

  it("counts for each grant", () => {
    const calls = ["a", "b", "c"].map((grant) => ({ ...pay, grant, repeat: 2, expect: { decision: "allow" } }));
    expect(run(...calls).failures).toEqual([]);
  });
});

describe("coverage", () => {
  const covering = (...calls: readonly object[]) => {
    const counter = new CoverageCounter(policy);
    for (const test of readPolicyTests(fileOf(...calls)).tests) runPolicyTest(policy, test, counter);
    return counter;
  };
  const uncovered = (counter: CoverageCounter) => [
    ...counter.branches.filter((branch) => !isCovered(branch)).map(({ tool, list }) => `${tool}/${list}`),
    ...counter.tools.filter(({ called }) => called === 0).map(({ tool }) => tool),
  ];

  it("has a branch for each predicate and limit", () => {
    expect(uncovered(covering())).toEqual([
      "null/limits",
      "pay/require",
      "pay/deny_if",
      "pay/limits",
      "stop/deny_if",
      "read",
      "pay",
      "stop",
    ]);
    expect(coverageShare(covering())).toBe(0);
  });

  it("wants each to pass and to fail", () => {
    expect(uncovered(covering(pay))).toContain("pay/require");
    expect(uncovered(covering(pay, { tool: "pay" }))).not.toContain("pay/require");
  });

  it("is whole when all were seen both ways; what always denies needs to deny only", () => {
    const counter = covering(
      { ...pay, repeat: 3 },
      { tool: "pay" },
      { tool: "pay", arguments: { to: "x", amount: 500 } },
      { tool: "stop" },
      { tool: "read", repeat: 6 },
    );
    expect(uncovered(counter)).toEqual([]);
    expect(coverageShare(counter)).toBe(1);
  });
});

describe("a test file that is wrong", () => {
  it.each([
    ["", 'The file is empty. A test file is an object with "tests".'],
    ["[]", 'A test file is an object with "tests", not an array.'],
    ["{", "A closing brace } is missing."],
    ["{}", 'A test file needs "tests", a list of tests.'],
    ['{ "tests": {} }', '"tests" must be a list in brackets, not an object.'],
    ['{ "tests": [{ "name": "x" }] }', 'A test needs "calls", a list of the calls that it makes.'],
    ['{ "tests": [7] }', "This is a test and must be an object in braces, not the number 7."],
    [fileOf({}), 'A call needs "tool", the name of the tool that is called.'],
    [fileOf({ tool: 7 }), '"tool" must be a string, not the number 7.'],
    [fileOf({ tool: "x", args: {} }), 'Unknown field "args" in a call.'],
    [fileOf({ tool: "x", argument: {} }), 'Unknown field "argument" in a call. Did you mean "arguments"?'],
    [fileOf({ tool: "x", arguments: [] }), '"arguments" must be an object, not an array.'],
    [fileOf({ tool: "x", at: "noon" }), '"at" must be an instant like "2026-01-01T09:00:00Z", not "noon".'],
    [fileOf({ tool: "x", every: "soon" }), '"every" must be a duration like "5s", "2m" or "1h", not "soon".'],
    [fileOf({ tool: "x", repeat: 0 }), '"repeat" must be a whole number from 1 to 1,000,000.'],
    [fileOf({ tool: "x", expect: { decision: "no" } }), '"decision" must be "allow" or "deny", not the string "no".'],
    ["[".repeat(100_000), "The file is too long or nested too deep to be a test file."],
  ])("%.40s", (text, message) => {
    const { problems } = readPolicyTests(text);
    expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
    for (const { span } of problems) expect(span.start).toBeLessThanOrEqual(text.length);
  });
});

it.each([
  ["500ms", 500],
  ["5s", 5_000],
  ["2m", 120_000],
  ["1h", 3_600_000],
  ["1d", 86_400_000],
  ["5", undefined],
  ["-5s", undefined],
  ["1.5h", undefined],
])("%s lasts %s milliseconds", (text, milliseconds) => {
  expect(readDuration(text)).toBe(milliseconds);
});
