/** Whatever is said to be impossible, no call does. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCondition } from "../../../server/src/policy/decide/condition";
import type { Condition, Predicate } from "../../../server/src/policy/model/policy";
import type { JsonValue } from "../../../server/src/policy/text/json";
import { impossible } from "../../../server/src/reach/impossible";
import {
  answerFor,
  anyArgument,
  type Claim,
  surelyContradict,
} from "../../../server/src/rules/neverAlways/possibleArguments";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { smallPolicy } from "../../reach/policyTexts";

function condition(path: string, op: string, value: JsonValue): Condition {
  return { path, op, value, span: { start: 0, end: 0 } };
}

function claims(...all: readonly (readonly [string, string, JsonValue, false?])[]): Claim[] {
  return all.map(([path, op, value, holds = true]) => ({ condition: condition(path, op, value), holds }));
}

const awkward: readonly JsonValue[] = [
  ...[null, true, false, 0, -0, 1, 5, 5.5, 6, -3, 1e6, 1e21, 5e-324, 1e308, Number.MAX_VALUE],
  ...[
    "",
    "x",
    "xx",
    "5",
    "0",
    "-0",
    "1e+06",
    "1000000",
    "true",
    "<nil>",
    "[]",
    "[5]",
    "map[]",
    "map[b:5]",
    "abc",
    "\ud800",
  ],
  ...[[], [5], ["5"], [null], {}, { b: 5 }, { b: "5" }, { b: null }],
];
const value = fc.constantFrom(...awkward);
const anyCondition: fc.Arbitrary<Condition> = fc
  .tuple(
    fc.constantFrom("args.a", "args.a", "args.a", "args.a.b", "args.a.b.c", "args.", "other"),
    fc.oneof(
      fc.tuple(fc.constantFrom("eq", "neq", "contains", "nonsense"), value),
      fc.tuple(fc.constantFrom("in", "not_in"), fc.oneof(fc.array(value, { maxLength: 4 }), value)),
      fc.tuple(fc.constantFrom("lt", "lte", "gt", "gte"), fc.oneof(fc.constantFrom(0, 5, 6, 5e-324, 1e308), value)),
      fc.tuple(fc.constant("exists"), fc.constantFrom<JsonValue>(true, false, "x")),
      fc.tuple(fc.constant("regex"), fc.constantFrom<JsonValue>("^x", "5", "^$", "(", ".*", 5)),
    ),
  )
  .map(([path, [op, operand]]) => condition(path, op, operand));
const anyClaims = fc.array(fc.record({ condition: anyCondition, holds: fc.boolean() }), { minLength: 1, maxLength: 4 });
const argument: fc.Arbitrary<JsonValue> = fc.oneof(
  value,
  fc.double({ noNaN: true }),
  fc.integer({ min: -1, max: 7 }),
  fc.string({ maxLength: 3 }),
  fc.array(value, { maxLength: 2 }),
  fc.record({ b: fc.oneof(value, fc.record({ c: value })) }),
);
const anyCall: fc.Arbitrary<unknown> = fc.oneof(
  argument.map((a) => ({ a })),
  argument.map((a) => ({ "": a })),
  argument,
  fc.constant({}),
);

function fits(all: readonly Claim[], call: unknown): boolean {
  return all.every((claim) => testCondition(claim.condition, call).holds === claim.holds);
}

describe("surelyContradict", () => {
  it("is never wrong", () => {
    const everyAwkwardCall = [
      {},
      ...awkward.flatMap((a) => [{ a }, { a: { b: a } }, { a: { b: { c: a } } }, { "": a }]),
    ];
    let contradictions = 0;
    fc.assert(
      fc.property(anyClaims, fc.array(anyCall, { minLength: 5, maxLength: 20 }), (all, calls) => {
        if (!surelyContradict(all)) return;
        contradictions++;
        expect([...everyAwkwardCall, ...calls].filter((call) => fits(all, call))).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
    expect(contradictions).toBeGreaterThan(1_000);
  });
  it.each([
    ["a range that is empty", claims(["args.a", "gt", 10], ["args.a", "lt", 5])],
    ["a range whose only value is out", claims(["args.a", "gte", 5], ["args.a", "lte", 5], ["args.a", "neq", 5])],
    ["two values", claims(["args.a", "eq", "x"], ["args.a", "eq", "y"])],
    ["a value that is excluded by its printed form", claims(["args.a", "eq", 5], ["args.a", "neq", "5"])],
    ["a list without its values", claims(["args.a", "in", ["x", "y"]], ["args.a", "not_in", ["y", "x"]])],
    ["a missing argument with a value", claims(["args.a", "exists", false], ["args.a", "eq", "x"])],
    ["a missing object with a field", claims(["args.a", "exists", false], ["args.a.b", "eq", "x"])],
    ["a text with a field", claims(["args.a", "regex", "x"], ["args.a.b", "exists", true])],
    ["a text that does not match", claims(["args.a", "eq", "abc"], ["args.a", "regex", "^x"])],
    ["a pattern and its denial", claims(["args.a", "regex", "^x"], ["args.a", "regex", "^x", false])],
    ["a number that is a text", claims(["args.a", "gt", 1], ["args.a", "regex", "^x"])],
    ["a limit that another one implies", claims(["args.a", "gt", 100], ["args.a", "gt", 50, false])],
    ["two patterns that exclude each other", claims(["args.a", "regex", "^x"], ["args.a", "regex", "^y"])],
    ["a pattern that another one implies", claims(["args.a", "regex", "^xy"], ["args.a", "regex", "^x", false])],
    ["a pattern without a piece of it", claims(["args.a", "regex", "^/srv/"], ["args.a", "contains", "/srv", false])],
    ["nothing of a list", claims(["args.a", "in", []])],
  ])("sees %s", (_, all) => {
    expect(surelyContradict(all)).toBe(true);
  });
  it.each([
    ["a number and its text", claims(["args.a", "eq", 5], ["args.a", "eq", "5"])],
    ["a range of one value", claims(["args.a", "gte", 5], ["args.a", "lte", 5])],
    ["a number above a very large one", claims(["args.a", "gt", 1e308], ["args.a", "regex", "^x", false])],
    ["a number below a very small one", claims(["args.a", "lt", -1e308])],
    ["a narrow range", claims(["args.a", "gt", 5], ["args.a", "lt", 5.000001])],
    ["two patterns", claims(["args.a", "regex", "^x"], ["args.a", "regex", "y$"])],
    ["patterns of nowhere", claims(["a", "regex", "^x"], ["a", "regex", "^y"])],
    ["not above, and not below", claims(["args.a", "gt", 5, false], ["args.a", "lte", 5, false])],
    ["two names that begin alike", claims(["args.a", "eq", "x"], ["args.ab", "exists", true])],
    ["a path that leads nowhere", claims(["a", "eq", "x"], ["a", "eq", "y"])],
  ])("lets %s be", (_, all) => {
    expect(surelyContradict(all)).toBe(false);
  });
});

it("is never sure of random rules where the engine is not", () => {
  let both = 0;
  fc.assert(
    fc.property(smallPolicy, (document) => {
      const rules = snapshotOf(JSON.stringify(document)).policy.tools.get("t")?.value;
      const claimsOf = (list: readonly Predicate[] = []): Claim[] =>
        list.flatMap(({ conditions }) => conditions.map((each) => ({ condition: each, holds: true })));
      for (const all of [claimsOf(rules?.require), ...(rules?.denyIf ?? []).map((each) => claimsOf([each]))]) {
        const [quick, proved] = [surelyContradict(all), impossible(all)];
        // Never sure where the engine is not.
        expect(quick && !proved ? all : []).toEqual([]);
        if (quick && proved) both++;
      }
    }),
    { seed: 20260131, numRuns: 1_000 },
  );
  expect(both).toBeGreaterThan(100);
});

describe("answerFor", () => {
  it("is never wrong about anything at all", () => {
    fc.assert(
      fc.property(anyCondition, argument, (given, a) => {
        const answer = answerFor({ ...given, path: "args.a" }, { ...anyArgument, missing: false });
        const { holds } = testCondition({ ...given, path: "args.a" }, { a });
        if (answer !== "maybe") expect(answer).toBe(holds ? "always" : "never");
      }),
      { numRuns: 5_000 },
    );
  });
});
