import fc from "fast-check";
import { parseTree } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { argumentNotes, readArgumentText } from "../../../server/src/policy/decide/argumentText";

const key = fc.constantFrom('"a"', '"b"', '"a:"', '"\\u0061"', '"__proto__"', '":"', '"é"', '"a" ', '"b"\t');
const leaf = fc.constantFrom(
  ...[
    "1",
    "1.0",
    "1e3",
    "1e400",
    "9007199254740992",
    "9007199254740993",
    "-12345678901234567890",
    "0.1234567890123456789",
  ],
  ...['"x"', '":"', '"a\\":1"', '"\\ud800"', '"\\ud83d\\ude00"', '"2026-01-01T00:00:00Z"', "null", "true", "[]", "{}"],
);
const { text } = fc.letrec<{ text: string; object: string }>((tie) => ({
  object: fc
    .array(fc.tuple(key, fc.constantFrom(":", ": ", " :"), tie("text")), { maxLength: 4 })
    .map((members) => `{${members.map((member) => member.join("")).join(",")}}`),
  text: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    tie("object"),
    fc.array(tie("text"), { maxLength: 3 }).map((elements) => `[${elements.join(", ")}]`),
  ),
}));

describe("what a text of arguments loses", () => {
  it("is told the same, whether it is seen at once or looked for in the tree", () => {
    const everyKind = new Set<string>();
    fc.assert(
      fc.property(text, (written) => {
        const read = readArgumentText(written);
        const root = parseTree(written);
        const notes = "error" in read || root === undefined ? [] : argumentNotes(root, written);
        expect("notes" in read ? read.notes : []).toEqual(notes);
        for (const { code } of notes) everyKind.add(code);
      }),
      { numRuns: Number(process.env.ARGUMENT_RUNS ?? 400), seed: 16 },
    );
    expect([...everyKind].sort()).toEqual(["duplicate-key", "lone-surrogate", "number-rounded", "number-too-large"]);
  });
});
