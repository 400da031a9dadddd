import { describe, expect, it } from "vitest";
import { editDistance, nearest } from "../../../server/src/policy/text/nearest";

describe("nearest", () => {
  it.each([
    // word, candidates, expected
    ["limit", ["limits", "require"], "limits"],
    ["LIMITS", ["limit", "limits"], "limits"],
    ["limist", ["limits"], "limits"], // neighbours swapped: one edit
    ["conditons", ["conditions"], "conditions"],
    ["cnditons", ["conditions"], "conditions"],
    ["cndtons", ["conditions"], undefined], // three edits
    ["deny", ["deny_if"], undefined], // three edits
    ["mx", ["max"], "max"],
    ["m", ["max"], undefined],
    ["ab", ["ba"], undefined], // short words are too easily near
    ["max", ["max", "min"], "max"],
    ["mix", ["max", "min"], "max"], // of equals the first
    ["mix", ["min", "max"], "min"],
    ["", ["", "a"], ""],
    ["", ["a", "ab"], undefined],
    ["anything", [], undefined],
  ])("%j among %j is %j", (word, candidates, expected) => expect(nearest(word, candidates)).toBe(expected));

  it("does not look at long texts", () => {
    expect(nearest("x".repeat(1_000_000), ["limits"])).toBeUndefined();
  });
});

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "abc", 0],
    ["abc", "acb", 1],
    ["abc", "abd", 1],
    ["abc", "ab", 1],
    ["kitten", "sitting", 3],
  ])("of %j and %j is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});
