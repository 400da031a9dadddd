import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "../../server/src/policy/decide/decide";
import { parsePolicy } from "../../server/src/policy/model/parse";
import type { Policy } from "../../server/src/policy/model/policy";
import { readPolicy } from "../../server/src/policy/model/readPolicy";
import type { JsonObject } from "../../server/src/policy/text/json";
import { smallPolicy, triedCalls } from "./policyTexts";
import { admits, alwaysAllows, alwaysDenies, disjoint, equivalent, implies } from "./questions";

const runs = Number(process.env.REACH_RUNS ?? 150);

function policyOf(text: string): Policy {
  return readPolicy(parsePolicy(text), []);
}

/** A policy whose only tool "t" has these rules. */
function rules(text: string): Policy {
  return policyOf(`{"version": "1", "default": "deny", "tools": {"t": {${text}}}}`);
}

function isAllowed(policy: Policy, args: JsonObject): boolean {
  return (
    decide(policy, { tool: "t", arguments: args, grant: "", at: 0 }, new Map(), { trace: false }).outcome === "allow"
  );
}

const schema = { properties: { path: { type: "string" }, amount: { type: "integer" }, model: { type: "string" } } };

describe("the call that gets through", () => {
  test.each([
    ["any call", "", {}],
    [
      "a prefix",
      `"require": [{"conditions": [{"path": "args.path", "op": "regex", "value": "^/srv/"}]}]`,
      { path: "/srv/" },
    ],
    [
      "two patterns",
      `"require": [{"conditions": [{"path": "args.path", "op": "regex", "value": "^a"}, {"path": "args.path", "op": "regex", "value": "b$"}]}]`,
      { path: "ab" },
    ],
    [
      "a name that is not denied",
      `"require": [{"conditions": [{"path": "args.model", "op": "neq", "value": "res.users"}]}]`,
      { model: "example" },
    ],
    [
      "an amount below",
      `"require": [{"conditions": [{"path": "args.amount", "op": "gt", "value": 3}]}], "deny_if": [{"conditions": [{"path": "args.amount", "op": "gte", "value": 4.5}]}]`,
      { amount: 4 },
    ],
    ["the argument left out", `"deny_if": [{"conditions": [{"path": "args.path", "op": "neq", "value": "x"}]}]`, {}],
    [
      "a field of an object",
      `"require": [{"conditions": [{"path": "args.filter.ids.first", "op": "exists", "value": true}]}]`,
      { filter: { ids: { first: "example" } } },
    ],
    [
      "a text that is printed like a number",
      `"require": [{"conditions": [{"path": "args.model", "op": "eq", "value": 1000000}]}]`,
      { model: "1e+06" },
    ],
    [
      "an element",
      `"require": [{"conditions": [{"path": "args.list", "op": "contains", "value": "x"}]}], "deny_if": [{"conditions": [{"path": "args.list", "op": "regex", "value": ""}]}]`,
      { list: ["x"] },
    ],
  ])("%s", (_what, text, expected) => {
    expect(admits(rules(text), "t", schema)).toEqual({ kind: "some", arguments: expected });
  });

  test("has what the tool requires beside it", () => {
    const required = { properties: { a: { type: "string" }, b: { enum: ["x", "y"] } }, required: ["a", "b"] };
    const policy = rules(`"require": [{"conditions": [{"path": "args.a", "op": "regex", "value": "^k"}]}]`);
    expect(admits(policy, "t", required)).toEqual({ kind: "some", arguments: { a: "k", b: "x" } });
  });
});

describe("questions with a yes", () => {
  const never = rules(
    `"require": [{"conditions": [{"path": "args.a", "op": "regex", "value": "^a$"}, {"path": "args.a", "op": "regex", "value": "b"}]}]`,
  );

  test("never allowed: patterns that exclude each other, a hidden tool, one that nobody listed, a limit of none", () => {
    expect(alwaysDenies(never, "t")).toEqual({ kind: "yes" });
    expect(alwaysDenies(policyOf(`{"version":"1","default":"allow","hide":["t"],"tools":{}}`), "t").kind).toBe("yes");
    expect(alwaysDenies(rules(""), "other").kind).toBe("yes");
    expect(alwaysDenies(rules(`"deny_if": [{"conditions": []}]`), "t").kind).toBe("yes");
  });

  test("always allowed: no rules, and a rule that always holds", () => {
    expect(alwaysAllows(rules(""), "t").kind).toBe("yes");
    expect(alwaysAllows(rules(`"deny_if": [{"conditions": [{"path": "a", "op": "eq", "value": 1}]}]`), "t").kind).toBe(
      "yes",
    );
  });

  test("a narrower policy implies a wider one, with a call that shows the difference", () => {
    const wide = rules(`"require": [{"conditions": [{"path": "args.a", "op": "regex", "value": "^a|b$"}]}]`);
    const narrow = rules(`"require": [{"conditions": [{"path": "args.a", "op": "regex", "value": "^(a|b)$"}]}]`);
    expect(implies(narrow, wide, "t")).toEqual({ kind: "yes" });
    const answer = implies(wide, narrow, "t");
    expect(answer.kind).toBe("no");
    expect(equivalent(wide, narrow, "t").kind).toBe("no");
    expect(equivalent(wide, wide, "t")).toEqual({ kind: "yes" });
    expect(disjoint(wide, never, "t")).toEqual({ kind: "yes" });
  });

  test("in and two equalities are the same rule", () => {
    const one = rules(`"require": [{"conditions": [{"path": "args.a", "op": "in", "value": ["x", 5]}]}]`);
    const other = rules(`"require": [{"conditions": [{"path": "args.a", "op": "regex", "value": "^(x|5)$"}]}]`);
    // A number is equal to the text "5", and no pattern matches a number.
    expect(equivalent(one, other, "t")).toEqual({ kind: "no", arguments: { a: 5 } });
  });
});

test("an answer agrees with trying every call", () => {
  const calls = [...triedCalls()];
  fc.assert(
    fc.property(smallPolicy, (document) => {
      const policy = policyOf(JSON.stringify(document));
      const allowed = calls.find((args) => isAllowed(policy, args));
      const denied = calls.find((args) => !isAllowed(policy, args));
      expect([alwaysDenies(policy, "t").kind, allowed]).not.toEqual(["yes", expect.anything()]);
      expect([alwaysAllows(policy, "t").kind, denied]).not.toEqual(["yes", expect.anything()]);
      if (allowed !== undefined) expect(admits(policy, "t").kind).toBe("some");
      if (denied !== undefined) expect(alwaysAllows(policy, "t").kind).toBe("no");
    }),
    { numRuns: runs },
  );
});

test("a comparison of two policies agrees with trying every call", () => {
  const calls = [...triedCalls()];
  fc.assert(
    fc.property(smallPolicy, smallPolicy, (one, other) => {
      const [a, b] = [policyOf(JSON.stringify(one)), policyOf(JSON.stringify(other))];
      const differing = calls.find((args) => isAllowed(a, args) && !isAllowed(b, args));
      const answer = implies(a, b, "t");
      if (differing !== undefined) expect([answer.kind, one, other, differing]).toEqual(["no", one, other, differing]);
      const shared = calls.find((args) => isAllowed(a, args) && isAllowed(b, args));
      if (shared !== undefined) expect(disjoint(a, b, "t").kind).toBe("no");
    }),
    { numRuns: runs },
  );
});
