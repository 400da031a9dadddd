/** Mutants: one step weaker, and always a call that tells. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../../server/src/policy/decide/decide";
import type { Policy } from "../../../server/src/policy/model/policy";
import { readPolicyTests } from "../../../server/src/policyTests/readPolicyTests";
import { runMutants } from "../../../server/src/policyTests/runMutants";
import { mutantsOf } from "../../../server/src/reach/mutants/mutantsOf";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { smallPolicy } from "../policyTexts";

const policyOf = (tools: object, rest: object = {}) =>
  snapshotOf(JSON.stringify({ version: "1", default: "deny", tools, ...rest })).policy;
const condition = (name: string, op: string, value: unknown) => ({
  conditions: [{ path: `args.${name}`, op, value }],
  on_deny: "No.",
});
const limit = (max: number, window = "minute", counter = "rate") => ({ counter, window, max, scope: "grant" });
const mutants = (policy: Policy) => [...mutantsOf(policy)].flatMap((each) => (each && "call" in each ? [each] : []));
const editsOf = (tools: object, rest?: object) =>
  mutants(policyOf(tools, rest)).map(({ edit, call }) => `${edit} | ${JSON.stringify(call.arguments)}`);

describe("mutants", () => {
  it("raise bounds by one, where that lets a call pass", () => {
    expect(editsOf({ t: { deny_if: [condition("n", "gt", 5)] } })).toEqual([
      'without entry 1 of deny_if | {"n":6}',
      'args.n gt 5 → 6 | {"n":6}',
      '"default" is "allow" | {}',
    ]);
    expect(editsOf({ t: { require: [condition("n", "lte", 5)] } })).toContain('args.n lte 5 → 6 | {"n":6}');
  });

  it("open a required pattern at each end, and tie a denied one to both", () => {
    expect(editsOf({ t: { require: [condition("a", "regex", "^ab$")] } }).slice(1, 3)).toEqual([
      expect.stringContaining('"^ab$" → "ab$"'),
      expect.stringContaining('"^ab$" → "^ab"'),
    ]);
    expect(editsOf({ t: { deny_if: [condition("a", "regex", "x")] } })[1]).toContain('"x" → "^(?:x)$"');
  });

  it("take an entry from a list of what is forbidden, never from one of what is allowed", () => {
    expect(editsOf({ t: { deny_if: [condition("a", "in", ["x", "y"])] } }).slice(1, 3)).toEqual([
      'args.a in without "x" | {"a":"x"}',
      'args.a in without "y" | {"a":"y"}',
    ]);
    expect(editsOf({ t: { require: [condition("a", "in", ["x", "y"])] } })).toHaveLength(2);
  });

  it("raise limits, where no other limit stops the same calls", () => {
    const edits = editsOf({ t: { limits: [limit(5), limit(3, "day", "daily")] } });
    expect(edits).toEqual(['limit "daily" 3 → 4 a day | {}', '"default" is "allow" | {}']);
  });

  it("are not offered where no call changes", () => {
    const twice = [condition("a", "eq", "x"), condition("a", "eq", "x")];
    expect(editsOf({ t: { require: twice } })).toEqual(['"default" is "allow" | {}']);
    expect(editsOf({}, { hide: ["gone"] })).toEqual(['"default" is "allow" | {}']);
  });

  it("always have a call that the policy denies and the mutant allows", () => {
    fc.assert(
      fc.property(smallPolicy, (json) => {
        const { policy } = snapshotOf(JSON.stringify(json));
        for (const mutant of mutants(policy)) {
          const call = { tool: mutant.call.tool, arguments: mutant.call.arguments, grant: "", at: 0 };
          const outcomes = [policy, mutant.policy].map(
            (each) => decide(each, call, new Map(), { trace: false }).outcome,
          );
          expect([mutant.edit, ...outcomes]).toEqual([mutant.edit, "deny", "allow"]);
        }
      }),
      { seed: 20260131, numRuns: 150 },
    );
  });

  it("are killed by a test that makes the call, and survive one that does not", () => {
    const policy = policyOf({ t: { deny_if: [condition("n", "gt", 5)] } });
    const testing = (...calls: object[]) => readPolicyTests(JSON.stringify({ tests: [{ name: "a", calls }] })).tests;
    const deny = (n: number) => ({ tool: "t", arguments: { n }, expect: { decision: "deny" } });
    const other = { tool: "other", expect: { decision: "deny" } };
    const fates = (calls: object[]) =>
      [...runMutants(policy, testing(...calls))].flatMap((step) =>
        step && "mutant" in step ? [[step.mutant.edit, step.killedBy?.name]] : [],
      );
    expect(fates([deny(6), other])).toEqual([
      ["without entry 1 of deny_if", "a"],
      ["args.n gt 5 → 6", "a"],
      ['"default" is "allow"', "a"],
    ]);
    expect(fates([deny(100), other])[1]).toEqual(["args.n gt 5 → 6", undefined]);
  });
});
