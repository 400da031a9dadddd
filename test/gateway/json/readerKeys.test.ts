import fc from "fast-check";
import { expect, it } from "vitest";
import { rivalKeys } from "../../../server/src/gateway/json/readerKeys";

/** JSON in which keys come twice, in other spellings, and at every depth. */
const { text } = fc.letrec<{ readonly text: string; readonly object: string }>((tie) => ({
  text: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.constantFrom("1", "null", '"a:b"', '"\\"a\\":1"', "{}", "[]", '{"a":{"a":{"a":1}}}'),
    tie("object"),
    fc.array(tie("text"), { maxLength: 3 }).map((texts) => `[${texts.join(" , ")}]`),
  ),
  object: fc
    .array(
      fc.tuple(fc.constantFrom("a", "b", "A", "ſ", "s", "\\u0061", "K", "k", "__proto__", "1", ":"), tie("text")),
      {
        maxLength: 4,
      },
    )
    .map((members) => `{${members.map(([key, value]) => `"${key}" : ${value}`).join(",")}}`),
}));

it("two keys that a reader takes for one are found, whether the value is at hand or not", () => {
  fc.assert(
    fc.property(text, (json) => {
      const place = { valueStart: 0, valueEnd: json.length };
      // Without the value, the text alone is looked through.
      expect(rivalKeys(json, place, JSON.parse(json))).toEqual(rivalKeys(json, place, undefined));
    }),
    { numRuns: 2_000 },
  );
});

it("keys that differ by their case alone are rivals, at any depth", () => {
  const deep = `${"[".repeat(5_000)}{"path":1,"Path":2}${"]".repeat(5_000)}`;
  const rivalsIn = (json: string) => rivalKeys(json, { valueStart: 0, valueEnd: json.length }, JSON.parse(json));
  expect(rivalsIn('{"path":1,"Path":2}')).toEqual(["path", "Path"]);
  expect(rivalsIn('{"x":[{"path":1,"path":2}]}')).toEqual(["path", "path"]);
  expect(rivalsIn(deep)).toEqual(["path", "Path"]);
});
