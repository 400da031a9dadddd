import { CharSet } from "refa";
import type { Instruction } from "./program";

/** The last code point. */
export const maxCharacter = 0x10ffff;

/** Characters that a text can have: halves of surrogate pairs are none, since Go turns them into U+FFFD. */
export const anyCharacter = CharSet.all(maxCharacter).without({ min: 0xd800, max: 0xdfff });
const newline = CharSet.fromCharacter(maxCharacter, 0x0a);
export const notNewline = anyCharacter.without(newline);

/** Go's `\w`, which `\b` looks at: ASCII only. */
const word = CharSet.fromRange(maxCharacter, { min: 0x30, max: 0x39 }).union(
  [{ min: 0x41, max: 0x5a }],
  [{ min: 0x5f, max: 0x5f }],
  [{ min: 0x61, max: 0x7a }],
);

/** What an assertion can tell about a character. */
export type CharacterKind = "newline" | "word" | "other";

/** The kinds that have to be told apart, each with its characters. */
export function kindsOf(needs: { lines: boolean; words: boolean }): ReadonlyMap<CharacterKind, CharSet> {
  const kinds = new Map<CharacterKind, CharSet>();
  let rest = anyCharacter;
  const take = (kind: CharacterKind, set: CharSet): void => {
    kinds.set(kind, set);
    rest = rest.without(set);
  };
  if (needs.lines) take("newline", newline);
  if (needs.words) take("word", word);
  kinds.set("other", rest);
  return kinds;
}

const foldCase = 1;

/** The characters that a rune instruction accepts. */
export function charactersOf(instruction: Instruction): CharSet {
  const { runes, arg } = instruction;
  const [only] = [runes[0]];
  if (runes.length === 1 && only !== undefined)
    return (arg & foldCase) === 0
      ? CharSet.fromCharacter(maxCharacter, only).intersect(anyCharacter)
      : CharSet.fromCharacters(maxCharacter, foldedTogether(only, instruction));
  const ranges: { min: number; max: number }[] = [];
  for (let index = 0; index + 1 < runes.length; index += 2) {
    const [min, max] = [runes[index], runes[index + 1]];
    if (min !== undefined && max !== undefined) ranges.push({ min, max });
  }
  return CharSet.empty(maxCharacter).union(ranges).intersect(anyCharacter);
}

/** Every character of a letter-case family, by the case mappings of the language; made when first needed. */
let families: ReadonlyMap<string, readonly number[]> | undefined;

/** No letter with two cases lies beyond it (Unicode 17). */
const lastCased = 0x1ffff;

/** The characters that count as the same one without regard to case: the engine has the last word on each. */
function foldedTogether(codePoint: number, instruction: Instruction): readonly number[] {
  families ??= readFamilies();
  const text = String.fromCodePoint(codePoint);
  const keys = new Set([text, text.toLowerCase(), text.toUpperCase(), text.toUpperCase().toLowerCase()]);
  const candidates = new Set([codePoint, ...[...keys].flatMap((key) => families?.get(key) ?? [])]);
  return [...candidates].filter((candidate) => instruction.matchRune(candidate));
}

function readFamilies(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (let codePoint = 0; codePoint <= lastCased; codePoint++) {
    const text = String.fromCodePoint(codePoint);
    const [lower, upper] = [text.toLowerCase(), text.toUpperCase()];
    if (lower === text && upper === text) continue;
    for (const key of new Set([lower, upper, upper.toLowerCase()])) {
      const family = found.get(key);
      if (family === undefined) found.set(key, [codePoint]);
      else family.push(codePoint);
    }
  }
  return found;
}
