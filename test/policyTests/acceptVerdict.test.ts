/** Accepting a verdict: what a test file says afterwards, as its whole text. */
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../server/src/policy/textEdit";
import { acceptVerdict } from "../../server/src/policyTests/acceptVerdict";
import { readPolicyTests } from "../../server/src/policyTests/readPolicyTests";
import { runPolicyTest } from "../../server/src/policyTests/runPolicyTests";
import { snapshotOf } from "../../server/src/service/snapshot";

const { policy } = snapshotOf(`{
  "version": "1", "default": "deny",
  "tools": {
    "read": {},
    "pay": {
      "deny_if": [{ "conditions": [{ "path": "args.amount", "op": "gt", "value": 100 }], "on_deny": "Too much." }],
      "limits": [{ "counter": "pay_rate", "window": "minute", "max": 3, "scope": "grant" }]
    }
  }
}`);

/** The file after every failure has been accepted, one after the other; its tests pass then. */
function accepted(text: string): string {
  let file = text;
  for (let round = 0; round < 20; round++) {
    const { tests, problems } = readPolicyTests(file);
    expect(problems).toEqual([]);
    const [failure] = tests.flatMap((test) => runPolicyTest(policy, test).failures);
    if (failure === undefined) return file;
    file = applyEdits(file, acceptVerdict(file, failure));
  }
  throw new Error("still red");
}

const around = (calls: string) => `{"tests": [{"name": "a", "calls": [\n  ${calls}\n]}]}`;

describe("the present verdict", () => {
  it.each([
    [
      "another decision",
      `{"tool": "read", "expect": {"decision": "deny"}}`,
      `{"tool": "read", "expect": {"decision": "allow"}}`,
    ],
    [
      "a denial that is none any more takes its rule and message along",
      `{"tool": "read", "expect": {"decision": "deny", "rule": "(hidden)", "message": "No."}}`,
      `{"tool": "read", "expect": {"decision": "allow"}}`,
    ],
    [
      "without a decision the rule says that it is allowed",
      `{"tool": "read", "expect": {"rule": "(hidden)"}}`,
      `{"tool": "read", "expect": {"rule": ""}}`,
    ],
    [
      "what the test does not mention is not added",
      `{"tool": "pay", "arguments": {"amount": 101}, "expect": {"message": "No!"}}`,
      `{"tool": "pay", "arguments": {"amount": 101}, "expect": {"message": "Too much."}}`,
    ],
    [
      "counters that are not counted are taken out",
      `{"tool": "pay", "expect": {"decision": "allow", "counters": {"tools/pay/pay_rate": 7, "all_tools/x": 1}}}`,
      `{"tool": "pay", "expect": {"decision": "allow", "counters": {"tools/pay/pay_rate": 1}}}`,
    ],
    [
      "repetitions that came out differently are calls of their own, at the same instants",
      `{"tool": "pay", "arguments": {"amount": 1.0}, "at": "2026-01-01T00:00:00Z", "repeat": 5, "every": "5s", "grant": "g", "expect": {"decision": "allow"}},
  {"tool": "pay", "after": "1m", "expect": {"decision": "allow"}}`,
      `{"tool": "pay", "arguments": {"amount": 1.0}, "at": "2026-01-01T00:00:00Z", "grant": "g", "repeat": 3, "every": "5s", "expect": {"decision": "allow"}},
  {"tool": "pay", "arguments": {"amount": 1.0}, "grant": "g", "after": "5s", "repeat": 2, "every": "5s", "expect": {"decision": "deny"}},
  {"tool": "pay", "after": "1m", "expect": {"decision": "allow"}}`,
    ],
    [
      "a number is kept as it was written",
      `{"tool": "pay", "arguments": {"id": 9007199254740993, "amount": 1e999}, "repeat": 2, "expect": {"decision": "allow"}}`,
      `{"tool": "pay", "arguments": {"id": 9007199254740993, "amount": 1e999}, "repeat": 2, "expect": {"decision": "deny"}}`,
    ],
  ])("%s", (_, before, after) => {
    expect(accepted(around(before))).toBe(around(after));
  });

  it("keeps the layout of a call on several lines", () => {
    const before = [
      "{",
      '    "tests": [{ "calls": [',
      "        {",
      '            "tool": "pay",',
      '            "repeat": 4,',
      '            "expect": {',
      '                "decision": "allow",',
      '                "rule": ""',
      "            }",
      "        }",
      "    ] }]",
      "}",
    ].join("\r\n");
    expect(accepted(before).split("\r\n")).toEqual([
      "{",
      '    "tests": [{ "calls": [',
      "        {",
      '            "tool": "pay",',
      '            "repeat": 3,',
      '            "expect": {"decision": "allow"}',
      "        },",
      "        {",
      '            "tool": "pay",',
      '            "expect": {"decision": "deny", "rule": "/tools/pay/limits/pay_rate"}',
      "        }",
      "    ] }]",
      "}",
    ]);
  });
});
