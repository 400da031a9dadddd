import { describe, expect, test } from "vitest";
import { effectiveState, stateInShort, stateInWords } from "../../server/src/catalogue/effectiveState";
import { parsePolicy } from "../../server/src/policy/model/parse";
import { readPolicy } from "../../server/src/policy/model/readPolicy";

const limit = (max: number, window: string, scope = "grant") => ({ counter: "c", window, max, scope });
const small = { conditions: [{ path: "args.amount", op: "lte", value: 100 }] };
const named = { conditions: [{ path: "args.x", op: "exists", value: true }] };
const never = { conditions: [], on_deny: "Requires human approval." };

/** The rules of the tool `t`, the other members of the policy, and the states that follow. */
const states: {
  what: string;
  rules?: object;
  policy?: object;
  kind: string;
  words: string;
  short: string;
}[] = [
  { what: "no entry", kind: "denied", words: "denied: not listed", short: "denied: not listed" },
  {
    what: "no entry, no default",
    policy: { default: undefined },
    kind: "denied",
    words: "denied: not listed",
    short: "denied: not listed",
  },
  {
    what: "no entry under default allow",
    policy: { default: "allow" },
    kind: "allowed",
    words: 'allowed without further checks, by "default": "allow"',
    short: "allowed",
  },
  {
    what: "no entry under default allow, with a limit over all tools",
    policy: { default: "allow", all_tools: { limits: [limit(100, "hour")] } },
    kind: "limited",
    words: "allowed, at most 100 calls an hour per grant over all tools",
    short: "allowed, 100 an hour over all tools",
  },
  { what: "{}", rules: {}, kind: "allowed", words: "allowed without further checks", short: "allowed" },
  {
    what: "the name in hide, whatever its rules",
    rules: {},
    policy: { hide: ["t"] },
    kind: "hidden",
    words: "hidden",
    short: "hidden",
  },
  {
    what: '"*" in hide',
    rules: {},
    policy: { hide: ["*"] },
    kind: "hidden",
    words: 'hidden, as every tool: "hide" contains "*"',
    short: "hidden",
  },
  {
    what: "an unconditional deny_if",
    rules: { deny_if: [never], limits: [limit(1, "day")] },
    kind: "denied",
    words: "denied always: Requires human approval.",
    short: "denied always",
  },
  {
    what: "an unconditional deny_if without a message, behind another one",
    rules: { require: [small], deny_if: [named, { conditions: [] }] },
    kind: "denied",
    words: "denied always",
    short: "denied always",
  },
  {
    what: "one limit",
    rules: { limits: [limit(10, "minute")] },
    kind: "limited",
    words: "allowed, at most 10 calls a minute per grant",
    short: "allowed, 10 a minute",
  },
  {
    what: "a limit of one call",
    rules: { limits: [limit(1, "hour")] },
    kind: "limited",
    words: "allowed, at most 1 call an hour per grant",
    short: "allowed, 1 an hour",
  },
  {
    what: "limits of its own and over all tools",
    rules: { limits: [limit(10, "minute"), limit(50, "hour")] },
    policy: { all_tools: { limits: [limit(100, "day")] } },
    kind: "limited",
    words: "allowed, at most 10 calls a minute per grant, 50 an hour and 100 a day over all tools",
    short: "allowed, 10 a minute, 50 an hour",
  },
  {
    what: "a scope that was never seen",
    rules: { limits: [limit(10, "minute", "tenant")] },
    kind: "limited",
    words: 'allowed, at most 10 calls a minute per "tenant"',
    short: "allowed, 10 a minute",
  },
  {
    what: "more limits than a person reads",
    rules: { limits: Array.from({ length: 6 }, () => limit(1, "day")) },
    kind: "limited",
    words: "allowed, at most 1 call a day per grant, 1 a day, 1 a day, 1 a day and 2 more limits",
    short: "allowed, 1 a day, 1 a day",
  },
  {
    what: "limits that mean nothing",
    rules: { limits: [{ counter: "c", window: "week", max: 3, scope: "grant" }] },
    kind: "allowed",
    words: "allowed without further checks",
    short: "allowed",
  },
  {
    what: "one requirement",
    rules: { require: [named], limits: [limit(10, "minute")] },
    kind: "conditional",
    words: "allowed only if args.x is present, at most 10 calls a minute per grant",
    short: "conditional, 10 a minute",
  },
  {
    what: "one reason to deny",
    rules: { deny_if: [small] },
    kind: "conditional",
    words: "allowed unless args.amount is at most 100",
    short: "conditional",
  },
  {
    what: "three checks",
    rules: { require: [small, named], deny_if: [small] },
    kind: "conditional",
    words: "allowed if 3 checks pass",
    short: "conditional",
  },
  {
    what: "a check that is too long to spell out",
    rules: { require: [{ conditions: Array.from({ length: 9 }, () => small.conditions[0]) }] },
    kind: "conditional",
    words: "allowed if 1 check passes",
    short: "conditional",
  },
  {
    what: "a requirement without conditions, which always holds",
    rules: { require: [{ conditions: [] }] },
    kind: "allowed",
    words: "allowed without further checks",
    short: "allowed",
  },
];

describe("the state of a tool with", () => {
  test.each(states)("$what: $short", ({ rules, policy, kind, words, short }) => {
    const tools = rules === undefined ? {} : { t: rules };
    const text = JSON.stringify({ version: "1", default: "deny", tools, ...policy });
    const state = effectiveState(readPolicy(parsePolicy(text)), "t");
    expect({ kind: state.kind, words: stateInWords(state), short: stateInShort(state) }).toEqual({
      kind,
      words,
      short,
    });
  });

  test.each(["__proto__", "constructor", "toString", ""])("the name %j is that of no rule", (name) => {
    const policy = readPolicy(parsePolicy('{"version":"1","default":"deny","tools":{}}'));
    expect(effectiveState(policy, name)).toEqual({ kind: "denied", because: "not-listed" });
  });

  test("a text that is no policy is denied", () => {
    for (const text of ["", "[]", '{"tools": {"t"', "null"])
      expect(effectiveState(readPolicy(parsePolicy(text)), "t").kind).toBe("denied");
  });
});
