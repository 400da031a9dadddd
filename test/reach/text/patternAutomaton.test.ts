import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, test } from "vitest";
import { compileRe2 } from "../../../server/src/policy/pattern/re2";
import {
  allBut,
  both,
  includes,
  type Language,
  languageOf,
  simplestText,
} from "../../../server/src/reach/text/language";
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
  language: Language;
  includes: (text: string) => boolean;
  simplest: string | undefined;
} {
  const engine = compileRe2(pattern);
  if (!(engine instanceof RE2JS)) throw new Error(`${pattern}: ${engine.description}`);
  const program = programOf(engine);
  if (program === undefined) throw new Error("The engine's program is not as expected.");
  const language = languageOf(patternAutomaton(program, 20_000));
  return { engine, language, includes: (text) => includes(language, text), simplest: simplestText(language) };
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

test("the simplest text of a long pattern is found by looking at each state once", () => {
  // Along every way, of which there are more than atoms in the universe, it would never be found.
  const literal = "https://a-host-with-a-long-name.of-many-parts.acme.example/".repeat(8);
  expect(compiled(literal.replaceAll(".", "\\.")).simplest).toBe(literal);
});

test("the relations of two patterns agree with trying every text", () => {
  const texts = [...textsOver(["a", "b", "\n", "A"], 4)];
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const [a, b] = [compiled(one), compiled(other)];
      const shared = simplestText(both(a.language, b.language));
      const beyond = simplestText(both(a.language, allBut(b.language)));
      const isIn = (text: string, { engine }: typeof a): boolean => engine.test(text);
      // A text that is found is one, however long it is; where none is found, none of the tried ones is.
      expect(shared === undefined || (isIn(shared, a) && isIn(shared, b))).toBe(true);
      expect(beyond === undefined || (isIn(beyond, a) && !isIn(beyond, b))).toBe(true);
      if (shared === undefined) expect(texts.filter((text) => isIn(text, a) && isIn(text, b))).toEqual([]);
      if (beyond === undefined) expect(texts.filter((text) => isIn(text, a) && !isIn(text, b))).toEqual([]);
      if (a.simplest === undefined) expect(texts.filter((text) => isIn(text, a))).toEqual([]);
    }),
    { numRuns: Number(process.env.REACH_RUNS ?? 300) },
  );
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
