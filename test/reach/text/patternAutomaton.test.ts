import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { compileRe2 } from "../../../server/src/policy/pattern/re2";
import { includes, languageOf, simplestText } from "../../../server/src/reach/text/language";
import { patternAutomaton } from "../../../server/src/reach/text/patternAutomaton";
import { programOf } from "../../../server/src/reach/text/program";

/** All texts over an alphabet up to a length. */
function* textsOver(alphabet: readonly string[], longest: number): Iterable<string> {
  let level = [""];
  for (let length = 0; length <= longest; length++) {
    yield* level;
    level = level.flatMap((text) => alphabet.map((letter) => text + letter));
  }
}

function compiled(pattern: string): {
  engine: RE2JS;
  includes: (text: string) => boolean;
  simplest: string | undefined;
} {
  const engine = compileRe2(pattern);
  if (!(engine instanceof RE2JS)) throw new Error(`${pattern}: ${engine.description}`);
  const program = programOf(engine);
  if (program === undefined) throw new Error("The engine's program is not as expected.");
  const language = languageOf(patternAutomaton(program, 20_000));
  return { engine, includes: (text) => includes(language, text), simplest: simplestText(language) };
}

test.each([
  ["^a|b$", "a"],
  ["^ab+$", "ab"],
  ["(?i)^straße$", "STRAßE"],
  ["^\\p{Greek}{2}$", undefined],
  ["\\bend\\b", "end"],
  ["(?m)^ok$", "ok"],
  ["^[^a-z]$", undefined],
])("the simplest text for %s is one that matches", (pattern, expected) => {
  const { engine, simplest } = compiled(pattern);
  expect(engine.test(simplest ?? "no text")).toBe(true);
  if (expected !== undefined) expect(simplest?.toLowerCase()).toBe(expected.toLowerCase());
});

describe("letter case", () => {
  test.each(["k", "s", "ß", "å", "σ", "µ", "ǆ", "ι", "Ω", "а", "ⅷ", "ᏸ"])(
    "%s folds as the engine folds it",
    (letter) => {
      const { engine, includes: accepts } = compiled(`(?i)^${letter}$`);
      for (let codePoint = 0; codePoint <= 0x1ffff; codePoint++) {
        if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
        const text = String.fromCodePoint(codePoint);
        if (accepts(text) !== engine.test(text))
          expect(`${codePoint.toString(16)} ${accepts(text)}`).toBe("as the engine");
      }
    },
  );
});

const atom = fc.constantFrom(
  "a",
  "b",
  "\\n",
  "_",
  ".",
  "(?s:.)",
  "[ab]",
  "[^a]",
  "\\w",
  "\\W",
  "\\s",
  "(?i:A)",
  "^",
  "$",
);
const assertions = fc.constantFrom("\\b", "\\B", "\\A", "\\z", "(?m:^)", "(?m:$)");
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: atom },
    { weight: 1, arbitrary: assertions },
    fc.tuple(tie("pattern"), tie("pattern")).map(([one, other]) => one + other),
    fc.tuple(tie("pattern"), tie("pattern")).map(([one, other]) => `(?:${one}|${other})`),
    fc
      .tuple(tie("pattern"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}?"))
      .map(([one, times]) => `(?:${one})${times}`),
  ),
}));

test("an automaton accepts the texts that its pattern matches, and no other", () => {
  const texts = [...textsOver(["a", "b", "\n", "A"], 4)];
  fc.assert(
    fc.property(pattern, (source) => {
      const { engine, includes: accepts } = compiled(source);
      const differing = texts.filter((text) => accepts(text) !== engine.test(text));
      expect(differing).toEqual([]);
    }),
    { numRuns: Number(process.env.REACH_RUNS ?? 500) },
  );
});
