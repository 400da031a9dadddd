import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokensOf } from "../../../server/src/policy/pattern/patternTokens";

describe("tokensOf", () => {
  it("tells what each piece does", () => {
    const source = "(?i)^a.\\.[b.|]{2,3}?(?:\\d+|\\Q.*\\E)(?P<n>x)\\b*$";
    expect(tokensOf(source).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      "flags (?i)",
      "start ^",
      "literal a",
      "dot .",
      "literal \\.",
      "class [b.|]",
      "repeat {2,3}?",
      "open (?:",
      "class \\d",
      "repeat +",
      "bar |",
      "literal \\Q.*\\E",
      "close )",
      "open (?P<n>",
      "literal x",
      "close )",
      "word \\b",
      "repeat *",
      "end $",
    ]);
  });
  it("loses nothing, whatever the text", () => {
    const piece = fc.constantFrom(
      "(",
      ")",
      "?",
      ":",
      "[",
      "]",
      "\\",
      "^",
      "$",
      ".",
      "*",
      "{",
      "2",
      ",",
      "}",
      "Q",
      "E",
      "a",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const source = pieces.join("");
        const tokens = tokensOf(source);
        expect(tokens.map(({ text }) => text).join("")).toBe(source);
        expect(tokens.every(({ start, end }) => end > start)).toBe(true);
      }),
    );
  });
});
