/** Accepting a decision: what a test file says afterwards, as its whole text. */
import fc from "fast-check";
import { parseTree } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { layoutOf } from "../../server/src/policy/edit/layout";
import { applyEdits } from "../../server/src/policy/text/textEdit";
import { acceptDecision } from "../../server/src/policyTests/acceptDecision";
import { readPolicyTests } from "../../server/src/policyTests/readPolicyTests";
import { callsOf, runPolicyTest } from "../../server/src/policyTests/runPolicyTests";
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
    file = applyEdits(file, acceptDecision(file, parseTree(file), failure));
  }
  throw new Error("still red");
}

const around = (calls: string) => `{"tests": [{"name": "a", "calls": [\n  ${calls}\n]}]}`;

describe("the present decision", () => {
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
      `{"tool": "pay", "arguments": {"amount": 1.0}, "at": "2026-01-01T00:00:00Z", "repeat": 3, "every": "5s", "grant": "g", "expect": {"decision": "allow"}},
  {"tool": "pay", "arguments": {"amount": 1.0}, "after": "5s", "repeat": 2, "every": "5s", "grant": "g", "expect": {"decision": "deny"}},
  {"tool": "pay", "after": "1m", "expect": {"decision": "allow"}}`,
    ],
    [
      "of several counters only those that stand elsewhere",
      `{"tool": "pay", "expect": {"counters": { "tools/pay/pay_rate":  9 } , "decision": "allow"}}`,
      `{"tool": "pay", "expect": {"counters": { "tools/pay/pay_rate":  1 } , "decision": "allow"}}`,
    ],
    [
      "counters that go up are said of the last repetition",
      `{"tool": "pay", "repeat": 3, "expect": {"decision": "allow", "counters": {"tools/pay/pay_rate": 3}}}`,
      `{"tool": "pay", "repeat": 2, "expect": {"decision": "allow"}},
  {"tool": "pay", "expect": {"decision": "allow", "counters": {"tools/pay/pay_rate": 3}}}`,
    ],
    [
      "counters that stay are said of all repetitions",
      `{"tool": "pay", "repeat": 3, "every": "1m", "expect": {"counters": {"tools/pay/pay_rate": 3}}}`,
      `{"tool": "pay", "repeat": 3, "every": "1m", "expect": {"counters": {"tools/pay/pay_rate": 1}}}`,
    ],
    [
      "of duplicate keys none is left that says otherwise",
      `{"tool": "read", "expect": {"rule": "(hidden)", "decision": "deny", "rule": "x", "message": null}}`,
      `{"tool": "read", "expect": {"decision": "allow", "message": null}}`,
    ],
    [
      "a number is kept as it was written",
      `{"tool": "pay", "arguments": {"id": 9007199254740993, "amount": 1e99}, "repeat": 2, "expect": {"decision": "allow"}}`,
      `{"tool": "pay", "arguments": {"id": 9007199254740993, "amount": 1e99}, "repeat": 2, "expect": {"decision": "deny"}}`,
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
      '            "expect": {',
      '                "decision": "allow",',
      '                "rule": ""',
      "            }",
      "        },",
      "        {",
      '            "tool": "pay",',
      '            "expect": {',
      '                "decision": "deny",',
      '                "rule": "/tools/pay/limits/pay_rate"',
      "            }",
      "        }",
      "    ] }]",
      "}",
    ]);
  });

  it("is not offered for repetitions that alternate all the time", () => {
    const text = around(`{"tool": "pay", "repeat": 1000, "every": "10s", "expect": {"decision": "allow"}}`);
    const [failure] = readPolicyTests(text).tests.flatMap((test) => runPolicyTest(policy, test).failures);
    expect(failure?.runs).toEqual([]);
    expect(failure && acceptDecision(text, parseTree(text), failure)).toEqual([]);
  });

  it("makes any test green, at the same instants and in the same layout", () => {
    fc.assert(
      fc.property(fc.array(anyCall, { minLength: 1, maxLength: 4 }), anyLayout, (calls, lay) => {
        const text = lay(JSON.stringify({ tests: [{ name: "a", calls }] }, null, 2));
        const green = accepted(text);
        expect(instantsOf(green)).toEqual(instantsOf(text));
        expect(layoutOf(green)).toEqual(layoutOf(text));
        // Nothing is said twice, and nothing that was not said before.
        for (const { name, value } of expectationsOf(green))
          expect(
            expectationsOf(text).some((said) => said.name === name),
            `${name}: ${value}`,
          ).toBe(true);
      }),
    );
  });
});

const instantsOf = (text: string) =>
  readPolicyTests(text).tests.flatMap(({ calls }) => [...callsOf(calls)].map(({ call }) => call));

const expectationsOf = (text: string) =>
  readPolicyTests(text).tests.flatMap(({ calls }) =>
    calls.flatMap(({ expect: said }) =>
      Object.entries(said ?? {}).flatMap(([name, value]) =>
        name === "span" || value === undefined || (value instanceof Map && value.size === 0) ? [] : [{ name, value }],
      ),
    ),
  );

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const anyCall = fc.record({
  tool: fc.constantFrom("read", "pay", "unknown"),
  arguments: optional(fc.record({ amount: fc.constantFrom(5, 500) })),
  at: optional(fc.constantFrom("2026-01-01T00:00:58Z", "2026-03-01T00:00:00Z")),
  after: optional(fc.constantFrom("1s", "59s")),
  repeat: optional(fc.integer({ min: 1, max: 6 })),
  every: optional(fc.constantFrom("7s", "61s")),
  expect: optional(
    fc.record({
      decision: optional(fc.constantFrom("allow", "deny")),
      rule: optional(fc.constantFrom("", "(hidden)", "/tools/pay/limits/pay_rate")),
      message: optional(fc.constantFrom(null, "No.", "Too much.")),
      counters: optional(fc.constantFrom({ "tools/pay/pay_rate": 1 }, { "tools/pay/pay_rate": 3, gone: 1 })),
    }),
  ),
});

const anyLayout = fc.constantFrom(
  (text: string) => text,
  (text: string) => text.replaceAll("\n", "\r\n"),
  (text: string) => text.replaceAll("  ", "\t"),
  (text: string) => text.replace(/\n\s*/g, " "),
  (text: string) => JSON.stringify(JSON.parse(text)),
);
