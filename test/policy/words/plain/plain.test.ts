import { describe, expect, test } from "vitest";
import { boundedJson } from "../../../../server/src/policy/words/plain/boundedJson";
import { cut, cutMiddle } from "../../../../server/src/policy/words/plain/cut";
import { grouped } from "../../../../server/src/policy/words/plain/grouped";
import { labelText } from "../../../../server/src/policy/words/plain/labelText";
import { boundedListOf, listOf } from "../../../../server/src/policy/words/plain/listOf";
import { oneLine } from "../../../../server/src/policy/words/plain/oneLine";
import { counted, plural } from "../../../../server/src/policy/words/plain/plural";
import { quote } from "../../../../server/src/policy/words/plain/quote";
import { typesInWords } from "../../../../server/src/policy/words/plain/types";

describe("a text that is too long", () => {
  test.each([
    ["abcdef", 6, "abcdef"],
    ["abcdefg", 6, "abcde…"],
    ["abcd😀g", 6, "abcd…"],
  ])("%j in %i", (text, longest, shown) => expect(cut(text, longest)).toBe(shown));

  test("keeps both ends where the point is at the end", () => {
    expect(cutMiddle("0123456789", 5)).toBe("01…89");
    expect(cutMiddle("0😀456😀9", 5)).toBe("0…9");
  });
});

describe("a number", () => {
  test.each([
    0,
    7,
    999,
    1_000,
    12_345,
    999_999,
    1_000_000,
    -1_000,
    -123_456,
    Number.MAX_SAFE_INTEGER,
    1e21,
    1234.5,
    0.25,
  ])("%d is written as English writes it", (count) => expect(grouped(count)).toBe(count.toLocaleString("en")));
});

describe("a quoted string", () => {
  test.each([
    ["a", '"a"'],
    ['say "hi"', '"say \\"hi\\""'],
    ["two\nlines", '"two\\nlines"'],
    ["\u202eexe.gpj", '"\\u202eexe.gpj"'],
    ["x".repeat(100), `"${"x".repeat(59)}…"`],
  ])("%j", (text, quoted) => expect(quote(text)).toBe(quoted));
});

test("one line has no line ends, no invisible characters and no half character", () => {
  expect(oneLine("  a\r\n\tb\u0000\ud800  ", 20)).toBe("a b\\u0000\ufffd");
  expect(oneLine("x".repeat(10_000_000))).toHaveLength(400);
});

test("a label makes no picture", () => {
  expect(labelText("$(bug)\n\u202e")).toBe("$\u2060(bug) \\u202e");
});

test("a count has its noun", () => {
  expect([0, 1, 2, 2_000].map((count) => counted(count, "entry"))).toEqual([
    "0 entries",
    "1 entry",
    "2 entries",
    "2,000 entries",
  ]);
  expect(counted(1, "call is", "calls are")).toBe("1 call is");
  expect(plural(1.5, "call")).toBe("calls");
});

test("a list ends with its conjunction, and counts what it leaves out", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((words) => listOf(words, "or"))).toEqual([
    "",
    "a",
    "a or b",
    "a, b or c",
  ]);
  expect(boundedListOf(["a", "b", "c"], 3, "and")).toBe("a, b and c");
  expect(boundedListOf(["a", "b", "c"], 1, "and")).toBe("a and 2 more");
});

test("types have articles, and are named once", () => {
  expect(typesInWords(["string", "integer", "string", "array", "null"])).toBe(
    "a string, a whole number, an array or null",
  );
  expect(typesInWords(["boolean", "date"], ["missing"])).toBe('true or false, "date" or missing');
});

test("JSON of any depth and size is cut without being written out", () => {
  expect(boundedJson({ a: ["x", { b: null }] }, 60)).toBe('{"a":["x",{"b":null}]}');
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(boundedJson(deep, 20)).toBe(`${"[".repeat(19)}…`);
});
