/** A test is never green by a decision that is not known, nor does one get written or accepted. */
import { describe, expect, it } from "vitest";
import { decide } from "../../server/src/policy/decide/decide";
import { acceptDecision } from "../../server/src/policyTests/acceptDecision";
import { readPolicyTests } from "../../server/src/policyTests/readPolicyTests";
import { runPolicyTest } from "../../server/src/policyTests/runPolicyTests";
import { writePolicyTest } from "../../server/src/policyTests/writePolicyTest";
import { snapshotOf } from "../../server/src/service/snapshot";

const open = { path: "args.x", op: "regex", value: "x".repeat(100_001) };
const policyOf = (rules: object) =>
  snapshotOf(JSON.stringify({ version: "1", default: "deny", tools: { a: rules } })).policy;
const limit = { counter: "c", window: "minute", max: 1, scope: "grant" };
const denyIf = (...conditions: object[]) => ({ conditions, on_deny: "No." });
const unsure = policyOf({ deny_if: [denyIf(open), denyIf()] });

function failures(policy: ReturnType<typeof policyOf>, ...calls: string[]) {
  const text = `{ "tests": [{ "name": "n", "calls": [${calls.join()}] }] }`;
  const { tests, root } = readPolicyTests(text);
  const [test] = tests;
  if (test === undefined) throw new Error("no test");
  return runPolicyTest(policy, test).failures.map((failure) => ({
    message: failure.message,
    edits: acceptDecision(text, root, failure).length,
  }));
}

const refused = policyOf({ limits: [{ ...limit, window: "week" }] });

describe("never green", () => {
  it.each([
    ["allow", '{"decision": "allow"}'],
    ["deny", '{"decision": "deny"}'],
    ["nothing", "{}"],
    ["a rule", '{"rule": ""}'],
  ])("A7: a policy that the gateway would refuse, where %s is expected", (_, expect_) => {
    const [failure, ...others] = failures(refused, `{"tool": "a", "repeat": 3, "expect": ${expect_}}`);
    expect(failure?.message).toMatch(
      /^expected .*, but it is not known\. The policy has 1 error: the gateway would refuse/,
    );
    expect(failure?.edits).toBe(0);
    expect(others).toEqual([]);
  });

  it("a call of which nothing is expected", () => {
    expect(failures(refused, '{"tool": "a"}')).toHaveLength(1);
  });

  it("A5: a number beyond a double", () => {
    const [failure] = failures(
      policyOf({}),
      '{"tool": "a", "arguments": {"n": 1e400}, "expect": {"decision": "allow"}}',
    );
    expect(failure?.message).toBe(
      "expected allow, but it is not known. args.n is a number that is too large for a double. The open-source engine cannot decode such a call and forwards it unchecked; what the hosted gateway does is not documented.",
    );
  });

  it("a denial that is sure passes; its rule and message are not", () => {
    const call = (expect_: string) => `{"tool": "a", "arguments": {"x": "y"}, "expect": ${expect_}}`;
    expect(failures(unsure, call('{"decision": "deny"}'))).toEqual([]);
    const [failure] = failures(unsure, call('{"rule": "/tools/a/deny_if/(always)"}'));
    expect(failure).toMatchObject({ edits: 0 });
    expect(failure?.message).toContain("is not known. It is not known whether deny_if 1 denies the call.");
  });
});

describe("save as test", () => {
  const decided = (policy: ReturnType<typeof policyOf>, args: unknown) => {
    const call = { tool: "a", arguments: args, grant: "default", at: 0 };
    return [{ call, decision: decide(policy, call, new Map(), { trace: false }) }];
  };

  it("refuses a call whose decision is not known, with the reason", () => {
    expect(writePolicyTest("", "policy.json", "n", decided(refused, {}))).toEqual({
      refused: expect.stringMatching(
        /^The decision on call 1 is not known, and a test cannot expect it\. The policy has/,
      ),
    });
  });

  it("keeps of a denial with a doubt only that it is one", () => {
    const written = writePolicyTest("", "policy.json", "n", decided(unsure, { x: "y" }));
    expect("text" in written && written.text).toContain('"expect": {"decision": "deny"}');
  });
});
