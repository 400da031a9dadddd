import { describe, expect, it } from "vitest";
import { testCondition } from "../../../server/src/policy/decide/condition";
import { operators } from "../../../server/src/policy/model/operators";
import type { Condition, WindowName } from "../../../server/src/policy/model/policy";
import type { JsonValue } from "../../../server/src/policy/text/json";
import { conditionPitfall, conditionPitfalls } from "../../../server/src/policy/words/conditionPitfalls";
import { conditionInWords, limitInWords, predicateInWords } from "../../../server/src/policy/words/inWords";
import { outcomeInWords } from "../../../server/src/policy/words/outcomeInWords";
import { shownValue } from "../../../server/src/policy/words/shownValue";

const span = { start: 0, end: 0 };

function condition(path: string, op: string, value: JsonValue): Condition {
  return { path, op, value, span };
}

describe("conditionInWords", () => {
  it.each<[string, JsonValue, string]>([
    ["eq", "dev", 'args.x is "dev"'],
    ["neq", null, "args.x is not null"],
    ["lt", 5, "args.x is less than 5"],
    ["lte", 5, "args.x is at most 5"],
    ["gt", 100, "args.x is greater than 100"],
    ["gte", -1.5, "args.x is at least -1.5"],
    ["gt", "5", 'args.x is greater than "5" (not a number, so this never holds)'],
    ["in", ["dev", "test"], 'args.x is one of "dev" or "test"'],
    ["in", ["dev"], 'args.x is "dev"'],
    ["in", [1, 2, 3], "args.x is one of 1, 2 or 3"],
    ["in", [], "args.x is one of no values (an empty array, so this never holds)"],
    ["in", "dev", 'args.x is one of "dev" (not an array, so this never holds)'],
    ["not_in", ["dev", 1], 'args.x is not one of "dev" or 1'],
    ["not_in", [], "args.x is not one of no values (an empty array, so any value will do)"],
    ["not_in", 5, "args.x is not one of 5 (not an array, so any value will do)"],
    ["exists", true, "args.x is present"],
    ["exists", false, "args.x is missing or null"],
    ["exists", "true", 'args.x exists "true" (neither true nor false, so this never holds)'],
    ["regex", "^feat/", "args.x matches ^feat/"],
    ["regex", 5, "args.x matches 5 (not a string, so this never holds)"],
    ["contains", "x", 'args.x contains "x"'],
    ["contains", { a: [1] }, 'args.x contains {"a":[1]}'],
    ["like", 5, 'args.x "like" 5 (not an operator, so this never holds)'],
  ])("%s %j", (op, value, expected) => {
    expect(conditionInWords(condition("args.x", op, value))).toBe(expected);
  });

  it("cuts what is long and counts what does not fit", () => {
    const long = conditionInWords(condition("args.x", "eq", "y".repeat(500)));
    expect(long).toBe(`args.x is "${"y".repeat(58)}…`);
    const many = Array.from({ length: 300 }, (_, index) => `value${index}`);
    expect(conditionInWords(condition("args.x", "in", many))).toBe(
      'args.x is one of "value0", "value1", "value2", "value3", "value4", "value5" or 294 more',
    );
  });

  it("stays on one line and shows what is invisible", () => {
    expect(conditionInWords(condition("args.a\nb", "eq", "c\n\u202ed\u2028\u007f"))).toBe(
      'args.a\\nb is "c\\n\\u202ed\\u2028\\u007f"',
    );
  });
});

describe("shownValue", () => {
  it("stops early, however large or deep the value is", () => {
    const deep = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
    expect(shownValue(deep)).toBe(`${"[".repeat(59)}…`);
    expect(shownValue(Array.from({ length: 1_000_000 }, () => 0))).toHaveLength(60);
    expect(shownValue("😀".repeat(1_000))).toBe(`"${"😀".repeat(29)}…`);
  });

  it("writes JSON", () => {
    const value = JSON.parse('{"__proto__":[1,"a",null,true,{"b":{}}],"c":[]}');
    expect(shownValue(value)).toBe(JSON.stringify(value));
  });
});

describe("predicateInWords", () => {
  it("joins conditions, and says always for none", () => {
    const conditions = [condition("args.a", "exists", true), condition("args.b", "gt", 5)];
    expect(predicateInWords({ conditions, onDeny: undefined, span })).toBe(
      "args.a is present and args.b is greater than 5",
    );
    expect(predicateInWords({ conditions: [], onDeny: "no", span })).toBe("always");
  });
});

describe("limitInWords", () => {
  it.each<[number, WindowName, string, string]>([
    [10, "minute", "grant", "at most 10 calls a minute per grant"],
    [1, "minute", "grant", "at most 1 call a minute per grant"],
    [500, "hour", "grant", "at most 500 calls an hour per grant"],
    [2, "day", "org", "at most 2 calls a day per org"],
  ])("%i per %s and %s", (max, window, scope, expected) => {
    expect(limitInWords({ counter: "c", max, window, scope, span })).toBe(expected);
  });
});

describe("outcomeInWords", () => {
  it.each<[string, JsonValue, unknown, string]>([
    ["gt", 100, { x: 250 }, "args.x is 250, which is greater than 100"],
    ["gt", 100, { x: 50 }, "args.x is 50, which is not greater than 100"],
    ["lte", 100, { x: 101 }, "args.x is 101, which is not at most 100"],
    ["gt", 100, {}, "args.x is missing, so the condition is false"],
    ["gt", 100, { x: "500" }, 'args.x is "500", which is not a number, so the condition is false'],
    ["gt", "a", { x: 5 }, 'args.x is 5, but "a" is not a number, so the condition is false'],
    ["eq", "5", { x: 5 }, 'args.x is 5, which equals "5"'],
    ["eq", "6", { x: 5 }, 'args.x is 5, which does not equal "6"'],
    ["neq", "6", { x: 5 }, 'args.x is 5, which does not equal "6"'],
    ["eq", 1e6, { x: "1000000" }, 'args.x is "1000000", which does not equal 1000000 (as text, 1000000 is "1e+06")'],
    ["eq", "1000000", { x: 1e6 }, 'args.x is 1000000, which does not equal "1000000" (as text, 1000000 is "1e+06")'],
    ["eq", 5, { x: 1e6 }, "args.x is 1000000, which does not equal 5"],
    [
      "not_in",
      ["1000000"],
      { x: 1e6 },
      'args.x is 1000000, which is not one of "1000000" (as text, 1000000 is "1e+06")',
    ],
    [
      "contains",
      "1000000",
      { x: [1e6] },
      'args.x is [1000000], which does not contain "1000000" (as text, 1000000 is "1e+06")',
    ],
    ["neq", 5, { x: 5 }, "args.x is 5, which equals 5"],
    ["neq", 5, {}, "args.x is missing, so the condition is false"],
    ["in", ["a", "b"], { x: "a" }, 'args.x is "a", which is one of "a" or "b"'],
    ["in", ["a", "b"], { x: "c" }, 'args.x is "c", which is not one of "a" or "b"'],
    ["in", "a", { x: "a" }, 'args.x is "a", but "a" is not an array, so the condition is false'],
    ["in", [], { x: "a" }, 'args.x is "a", but the array of values is empty, so the condition is false'],
    ["not_in", ["a", "b"], { x: "a" }, 'args.x is "a", which is one of "a" or "b"'],
    ["not_in", ["a", "b"], { x: "c" }, 'args.x is "c", which is not one of "a" or "b"'],
    ["not_in", 5, { x: 5 }, "args.x is 5, and 5 is not an array, so the condition holds"],
    ["exists", true, { x: 5 }, "args.x is 5, so it is present"],
    ["exists", true, {}, "args.x is missing, so the condition is false"],
    ["exists", true, { x: null }, "args.x is null, which counts as missing, so the condition is false"],
    ["exists", false, { x: 5 }, "args.x is 5, so it is present, and the condition is false"],
    ["exists", false, {}, "args.x is missing, as the condition asks"],
    ["exists", false, { x: null }, "args.x is null, which counts as missing"],
    ["exists", 1, { x: 5 }, "args.x is 5, but 1 is neither true nor false, so the condition is false"],
    ["regex", "^feat/", { x: "feat/a" }, 'args.x is "feat/a", which matches ^feat/'],
    ["regex", "^feat/", { x: "fix/a" }, 'args.x is "fix/a", which does not match ^feat/'],
    ["regex", "^feat/", { x: 5 }, "args.x is 5, which is not a string, so the condition is false"],
    ["regex", "(", { x: "a" }, 'args.x is "a", but ( cannot be used as a pattern, so the condition is false'],
    ["contains", "b", { x: "abc" }, 'args.x is "abc", which contains "b"'],
    ["contains", "b", { x: ["a", "c"] }, 'args.x is ["a","c"], which does not contain "b"'],
    ["contains", "b", { x: 5 }, "args.x is 5, which is neither a string nor an array, so the condition is false"],
    ["contains", 5, { x: "5" }, 'args.x is "5", a string, which cannot contain 5, so the condition is false'],
    ["like", 5, { x: 5 }, '"like" is not an operator, so the condition is false'],
  ])("%s %j on %j", (op, value, args, expected) => {
    const one = condition("args.x", op, value);
    expect(outcomeInWords(one, testCondition(one, args))).toBe(expected);
  });

  it("says when a path leads nowhere", () => {
    const one = condition("amount", "gt", 5);
    expect(outcomeInWords(one, testCondition(one, { amount: 6 }))).toBe(
      'amount leads nowhere, since a path starts with "args.", so the condition is false',
    );
  });
});

describe("conditionPitfall", () => {
  it.each<["require" | "deny_if", string, JsonValue, string | undefined]>([
    ["deny_if", "exists", true, undefined],
    ["require", "exists", true, undefined],
    ["deny_if", "like", 1, undefined],
    [
      "deny_if",
      "neq",
      "dev",
      "A call without args.x is not denied: neq is false when the argument is missing, although it then equals nothing.",
    ],
    [
      "deny_if",
      "not_in",
      ["dev"],
      "A call without args.x is not denied: not_in is false when the argument is missing, although it then equals nothing.",
    ],
    ["deny_if", "eq", "dev", "A call without args.x is not denied: eq is false when the argument is missing."],
    [
      "require",
      "eq",
      "dev",
      "A call without args.x is denied, even if the argument is optional: eq is false when it is missing.",
    ],
    [
      "deny_if",
      "gt",
      500,
      'A call that sends the string "501" instead of a number is not denied: gt is false for anything but a JSON number.',
    ],
    [
      "require",
      "lte",
      500,
      'A call that sends the string "500" instead of a number is denied: lte is false for anything but a JSON number.',
    ],
    [
      "deny_if",
      "regex",
      "rm",
      "A call whose args.x is not a string is not denied: regex is false for numbers, arrays and everything else.",
    ],
    [
      "require",
      "regex",
      "dev",
      "The pattern matches anywhere in the string. To match the whole string, write ^(?:…)$.",
    ],
    ["require", "regex", "^dev", "Anything may follow the match, since the pattern does not end with $."],
    ["require", "regex", "dev$", "Anything can come before the match, because the pattern does not start with ^."],
    [
      "require",
      "regex",
      "^(a|b)$",
      "A call whose args.x is not a string is denied: regex is false for numbers, arrays and everything else.",
    ],
    [
      "require",
      "contains",
      "adm",
      'If args.x is a string, "adm" can be anywhere in it, also within a word; if it is an array, one element must equal "adm".',
    ],
    ["require", "contains", 5, "If args.x is a string, contains is false: only an array can contain 5."],
  ])("%s %s %j", (list, op, value, expected) => {
    expect(conditionPitfall(condition("args.x", op, value), list)).toBe(expected);
  });

  it.each<[JsonValue, string | undefined]>([
    ["dev", undefined],
    ["5", 'The number 5 equals the string "5" too: the printed text is compared.'],
    ["1000000", undefined],
    ["05", undefined],
    ["true", 'true equals the string "true" too: the printed text is compared.'],
    [5, 'The string "5" equals 5 too: the printed text is compared.'],
    [false, 'The string "false" equals false too: the printed text is compared.'],
    [null, 'null also equals the string "<nil>", and not a missing argument. To test for either, use exists.'],
    [[1], "Arrays and objects are compared by the text that Go prints for them. Compare single fields instead."],
  ])("equality with %j", (value, expected) => {
    expect(conditionPitfalls(condition("args.x", "eq", value), "deny_if")[1]).toBe(expected);
    expect(conditionPitfalls(condition("args.x", "not_in", ["y", value]), "deny_if")[1]).toBe(expected);
  });

  it("tells the truth about what is not denied", () => {
    const fires = (op: string, value: JsonValue, args: unknown) =>
      testCondition(condition("args.x", op, value), args).holds;
    expect(fires("neq", "dev", {})).toBe(false);
    expect(fires("gt", 500, { x: "501" })).toBe(false);
    expect(fires("regex", "rm", { x: ["rm"] })).toBe(false);
    expect(fires("eq", "5", { x: 5 })).toBe(true);
    expect(fires("eq", null, { x: "<nil>" })).toBe(true);
    expect(fires("contains", 5, { x: "5" })).toBe(false);
  });
});

describe("operators", () => {
  it("are the eleven of the format, each with a sentence", () => {
    expect([...operators.keys()]).toEqual("eq neq lt lte gt gte in not_in exists regex contains".split(" "));
    for (const { meaning, pitfall } of operators.values()) {
      for (const text of [meaning, pitfall ?? "A sentence."]) expect(text).toMatch(/^[A-Z].*\.$/);
    }
  });
});
