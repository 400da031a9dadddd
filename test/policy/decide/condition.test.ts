import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileCondition, resolvePath, testCondition } from "../../../server/src/policy/decide/condition";
import type { Condition } from "../../../server/src/policy/model/policy";
import type { JsonValue } from "../../../server/src/policy/text/json";

interface Vector {
  readonly group: string;
  readonly path: string;
  readonly op: string;
  readonly value: JsonValue;
  readonly args: unknown;
  readonly holds: boolean;
}

const { vectors } = JSON.parse(readFileSync(new URL("conditions.json", import.meta.url), "utf8")) as {
  readonly vectors: readonly Vector[];
};

function condition(path: string, op: string, value: JsonValue): Condition {
  return { path, op, value, span: { start: 0, end: 0 } };
}

function holds(op: string, value: JsonValue, args: unknown, path = "args.x"): boolean | undefined {
  return testCondition(condition(path, op, value), args).holds;
}

describe("conformance with the reference engine", () => {
  for (const group of new Set(vectors.map((vector) => vector.group))) {
    const ofGroup = vectors.filter((vector) => vector.group === group);
    it(`${group}: ${ofGroup.length} vectors`, () => {
      for (const vector of ofGroup) {
        const one = condition(vector.path, vector.op, vector.value);
        expect(testCondition(one, vector.args).holds, JSON.stringify(vector)).toBe(vector.holds);
        expect(compileCondition(one).holds(vector.args), JSON.stringify(vector)).toBe(vector.holds);
      }
    });
  }

  it("has all the recorded answers", () => {
    expect(vectors.length).toBeGreaterThan(2_900);
  });
});

describe("resolvePath", () => {
  const args = { a: { b: { c: 5, n: null }, list: [{ z: 1 }] }, "x.y": 7, "": { "": 3 } };

  it.each([
    ["args.a.b.c", 5],
    ["args.a.b.n", null],
    ["args..", 3],
    ["args.a.list", [{ z: 1 }]],
  ])("%s is there", (path, value) => {
    expect(resolvePath(path, args)).toEqual({ found: true, value });
  });

  it.each([
    "args",
    "argsx.a",
    "ARGS.a",
    "a.b.c",
    "",
    "args.a.",
    "args.a.list.0",
    "args.a.list.length",
    "args.a.list[0]",
    "args.a.b.c.d",
    "args.x.y",
    "args.a.b.n.x",
    "args.constructor",
    "args.__proto__",
    "args.a.toString",
    "args.a.__proto__.b",
  ])("%s is not", (path) => {
    expect(resolvePath(path, args)).toEqual({ found: false });
  });

  it("finds keys with the names of built-in properties when the call has them", () => {
    const parsed: unknown = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": "c", "hasOwnProperty": 2}');
    expect(resolvePath("args.__proto__.polluted", parsed)).toEqual({ found: true, value: 1 });
    expect(resolvePath("args.constructor", parsed)).toEqual({ found: true, value: "c" });
    expect(resolvePath("args.hasOwnProperty", parsed)).toEqual({ found: true, value: 2 });
  });

  it("walks objects without a prototype", () => {
    const bare = Object.assign(Object.create(null), { x: 1 });
    expect(resolvePath("args.x", bare)).toEqual({ found: true, value: 1 });
  });
});

describe("testCondition", () => {
  it("tells a missing argument from null", () => {
    expect(testCondition(condition("args.x", "neq", 1), {})).toEqual({
      holds: false,
      missing: true,
      actual: undefined,
    });
    expect(testCondition(condition("args.x", "neq", 1), { x: null })).toEqual({
      holds: true,
      missing: false,
      actual: null,
    });
    expect(testCondition(condition("args.x", "exists", false), {})).toEqual({
      holds: true,
      missing: true,
      actual: undefined,
    });
  });

  it.each([undefined, null, 5, "x", true, [], [{ x: 1 }], {}, () => 1])("answers for the arguments %s", (args) => {
    for (const op of ["eq", "neq", "lt", "gte", "in", "not_in", "regex", "contains", "nonsense"]) {
      expect(holds(op, ["x"], args), op).toBe(false);
    }
    expect(holds("exists", false, args)).toBe(true);
  });

  it("compares arguments that are nested as deeply as JSON.parse allows", () => {
    const deep: unknown = JSON.parse(`{"x": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
    expect(holds("eq", "x", deep)).toBe(false);
    expect(holds("contains", "x", deep)).toBe(false);
  });

  it("compares as the engine prints, which for large numbers is not how JSON writes them", () => {
    expect(holds("eq", "1000000", { x: 1_000_000 })).toBe(false);
    expect(holds("eq", "1e+06", { x: 1_000_000 })).toBe(true);
    expect(holds("eq", 0, { x: -0 })).toBe(true);
    expect(holds("in", [[1, 2], "a"], { x: "[1 2]" })).toBe(true);
  });

  it("reads half a surrogate pair as the engine does", () => {
    expect(holds("contains", "\ud83d", { x: "😀" })).toBe(false);
    expect(holds("eq", "\ufffd", { x: "\ud800" })).toBe(true);
    expect(holds("regex", "^\\x{FFFD}$", { x: "\ud800" })).toBe(true);
  });

  it("keeps one implementation per condition", () => {
    const one = condition("args.x", "eq", 1);
    expect(compileCondition(one)).toBe(compileCondition(one));
  });
});
