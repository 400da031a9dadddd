import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../../server/src/policy/model/document";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { validatePolicy } from "../../../server/src/policy/problems/validate";
import { changedPart } from "../../../server/src/policy/text/changedPart";
import type { Problem } from "../../../server/src/policy/text/problem";
import { seeded } from "../seeded";
import { marks } from "./brokenPolicies";
import { facts } from "./facts";

const text = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "a": { "limits": [{ "counter": "a", "window": "minute", "max": 1, "scope": "grant" }] },
    "b": {},
    "c": { "deny_if": [{ "conditions": [], "on_deny": "no" }] }
  },
  "hide": ["d"]
}`;

describe("an edited policy", () => {
  it.each([1, 2, 3, 4])("is the same as one that is read for the first time, edit after edit (seed %i)", (seed) => {
    const random = seeded(seed);
    const pieces = [...marks, ',\n    "e": {}', '\n    "e"', ',\n    "e"', "10", "tools"];
    let current = text;
    let document = parsePolicy(current);
    for (let edit = 0; edit < 1500; edit++) {
      const start = random(current.length + 1);
      const end = Math.min(current.length, start + (random(3) === 0 ? random(60) : random(2)));
      const piece = random(3) === 0 ? "" : (pieces[random(pieces.length)] ?? "");
      // Now and then fixed, so that most edits meet a sound policy.
      current = edit % 7 === 0 ? text : current.slice(0, start) + piece + current.slice(end);
      document = parsePolicy(current, document);
      expect(facts(document), JSON.stringify(current)).toEqual(facts(parsePolicy(current)));
    }
  });

  it("keeps the members that an edit does not touch, wherever they move to", () => {
    const before = parsePolicy(text);
    const after = parsePolicy(text.replace('"b": {}', '"b": { "require": [] }'), before);
    expect(after.tools.map(({ value }, index) => value === before.tools[index]?.value)).toEqual([true, false, true]);
    expect(after.members.at(-1)?.value).toBe(before.members.at(-1)?.value);
  });

  it("keeps them also while the outer structure is broken in between", () => {
    const before = parsePolicy(text);
    const broken = parsePolicy(text.replace('"b": {}', '"b": {} x'), before);
    expect(broken.isSplit).toBe(false);
    const after = parsePolicy(text, broken);
    expect(after.tools.map(({ value }) => before.tools.some((member) => member.value === value))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("is told apart tool by tool while the name of a new one is typed", () => {
    let document = parsePolicy(text);
    const known = document.tools.map(({ value }) => value);
    for (const typed of ['\n    ""', '\n    "n"', '\n    "ne"', '\n    "ne",', '\n    "new": {},']) {
      document = parsePolicy(text.replace('"b": {},', `"b": {},${typed}`), document);
      expect(document.isSplit).toBe(true);
      const [a, b, typedOne, c] = document.tools.map(({ value }) => value);
      expect([a, b, c].every((member, index) => member === known[index])).toBe(true);
      const isFinished = typed.endsWith("{},");
      expect(typedOne?.problems.map(({ code }) => code)).toEqual(isFinished ? [] : ["syntax"]);
      expect(validatePolicy(document)).toEqual(isFinished ? [] : typedOne?.problems.map((each) => moved(each)));
    }
    function moved({ span, ...others }: Problem): unknown {
      const start = text.indexOf('"b": {},') + '"b": {},\n    '.length;
      return { ...others, span: { start: start + span.start, end: start + span.end } };
    }
  });

  it("does not take two names on one line for an unfinished one and the next", () => {
    expect(parsePolicy(text.replace('"b": {}', '"b" "d": {}')).isSplit).toBe(false);
  });

  it("has a duplicate as soon as an edit makes one, and none when it is gone", () => {
    const codes = (document: PolicyDocument) => document.problems.map(({ code }) => code);
    const twice = parsePolicy(text.replace('"b": {}', '"a": {}'), parsePolicy(text));
    expect(codes(twice)).toEqual(["duplicate-key", "duplicate-key"]);
    expect(codes(parsePolicy(text, twice))).toEqual([]);
    const inserted = parsePolicy(text.replace('"b": {}', '"b": {}, "d": {}, "d": {}'), parsePolicy(text));
    expect(codes(inserted)).toEqual(["duplicate-key", "duplicate-key"]);
  });

  it("contains a text without an end in its own rule", () => {
    const document = parsePolicy(text.replace('"minute",', '"minute,\n'));
    expect(document.isSplit).toBe(true);
    expect(document.tools.map(({ value }) => value.name)).toEqual(["a", "b", "c"]);
  });
});

describe("changedPart", () => {
  it.each([
    ["", "", "", ""],
    ["abc", "abc", "", ""],
    ["abc", "abXc", "", "X"],
    ["abXc", "abc", "X", ""],
    ["aXc", "aYYc", "X", "YY"],
    ["aaa", "aaaa", "", "a"],
    [`${"x".repeat(5000)}1${"y".repeat(5000)}`, `${"x".repeat(5000)}22${"y".repeat(5000)}`, "1", "22"],
  ])("%#", (old, now, before, after) => {
    const part = changedPart(old, now);
    expect(old.slice(part.before.start, part.before.end)).toBe(before);
    expect(now.slice(part.after.start, part.after.end)).toBe(after);
  });
});
