import { RE2JS, RE2JSSyntaxException } from "re2js";
import { goText } from "./printedForm";
import type { Span } from "./span";

/** A pattern that can be searched for. */
export interface Pattern {
  /** Whether the pattern matches anywhere in the text: an unanchored search in linear time. Never throws. */
  readonly matches: (text: string) => boolean;
}

/** Why a pattern cannot be used. */
export interface PatternError {
  /** A sentence for people. */
  readonly error: string;
  /** The part of the pattern that is wrong, in UTF-16 code units from its start, where that is known. */
  readonly at?: Span;
}

/** How much of a text a pattern has to cover. */
export type Anchoring = "both" | "start" | "end" | "none";

/**
 * Limits of our own, since policies are untrusted text: RE2 takes patterns that need seconds and a gigabyte to compile
 * (`a{1000}` written a thousand times). A person's pattern is far below them.
 */
const longestPattern = 10_000;
const largestProgram = 20_000;
/** Each one adds some 600 ranges of characters to what has to be sorted. */
const mostUnicodeClasses = 200;

/** Finding an error's place compiles the pattern's beginnings; longer patterns do without. */
const longestLocated = 1_000;

const cacheSize = 500;
/** The sizes of all programs in the cache, in RE2 instructions of some 600 bytes. */
const cacheBudget = 500_000;

const cache = new Map<string, { readonly result: Pattern | PatternError; readonly size: number }>();
let cachedSize = 0;

/** Compiles a pattern of the dialect RE2 (spec §2, "Conditions"). Never throws; results are cached. */
export function compilePattern(source: string): Pattern | PatternError {
  const known = cache.get(source);
  if (known !== undefined) return known.result;
  const made = compileNow(source);
  // Only a pattern that we refuse is longer, and refusing it again is cheap.
  if (source.length > longestPattern) return made.result;
  // The oldest ones go first: unlike the least recently used, they cost nothing to know.
  for (const [oldest, { size }] of cache) {
    if (cache.size < cacheSize && cachedSize + made.size <= cacheBudget) break;
    cache.delete(oldest);
    cachedSize -= size;
  }
  cache.set(source, made);
  cachedSize += made.size;
  return made.result;
}

function compileNow(source: string): { result: Pattern | PatternError; size: number } {
  if (source.length > longestPattern) {
    const error = `The pattern has ${source.length} characters. Patterns of more than ${longestPattern} are not tried here.`;
    return { result: { error }, size: 1 };
  }
  const outline = outlineOf(source);
  if ((source.match(/\\[pP]/g)?.length ?? 0) > mostUnicodeClasses) {
    const error = `The pattern has more than ${mostUnicodeClasses} Unicode classes such as \\p{L}, and is not tried here.`;
    return { result: { error }, size: 1 };
  }
  if (isTooLarge(outline)) {
    const error = `The pattern is too large: with its repetitions written out it has about ${outline.size} steps, and patterns of more than ${largestProgram} are not tried here.`;
    return { result: { error }, size: 1 };
  }
  const engine = compileRe2(source);
  if (!(engine instanceof RE2JS)) return { result: explain(engine, source, outline), size: 1 };
  return { result: { matches: (text) => search(engine, text) }, size: Math.max(engine.programSize(), 1) };
}

/** A repetition that RE2 forbids stops its parser at once, with a better message than ours, so it is none of ours. */
function isTooLarge(outline: Outline): boolean {
  return outline.size > largestProgram && outline.repeats <= 1000;
}

/** `test` asks for no captures, so that the engine can use its automaton instead of tracking groups. */
function search(engine: RE2JS, text: string): boolean {
  try {
    return engine.test(goText(text));
  } catch {
    return false;
  }
}

/** What stopped the engine; a text of its own kind for what is no syntax error (a stack overflow). */
interface Refusal {
  readonly description: string;
  readonly fragment: string | null;
}

function compileRe2(source: string): RE2JS | Refusal {
  try {
    return RE2JS.compile(goText(source));
  } catch (problem) {
    if (!(problem instanceof RE2JSSyntaxException))
      return { description: "expression nests too deeply", fragment: null };
    return { description: problem.getDescription(), fragment: problem.getPattern() };
  }
}

function explain(refusal: Refusal, source: string, outline: Outline): PatternError {
  const error = sentenceFor(refusal);
  const at = placeOf(refusal, source, outline);
  return at === undefined ? { error } : { error, at };
}

function sentenceFor({ description, fragment }: Refusal): string {
  const part = shown(fragment ?? "");
  switch (description) {
    case "missing closing ]":
      return "A character class that opens with [ is never closed with ].";
    case "missing closing )":
      return "A group that opens with ( is never closed with ).";
    case "unexpected )":
      return "A ) closes no group. To match the character itself, write \\).";
    case "trailing backslash at end of expression":
      return "The pattern ends with a backslash that has nothing to escape. To match a backslash, write \\\\.";
    case "invalid escape sequence":
      return sentenceForEscape(fragment ?? "", part);
    case "invalid or unsupported Perl syntax":
    case "invalid named capture":
      return sentenceForGroup(fragment ?? "", part);
    case "duplicate capture group name":
      return `Two groups are named ${part}.`;
    case "missing argument to repetition operator":
      return `${part} has nothing before it to repeat. To match the character itself, put a backslash before it.`;
    case "invalid nested repetition operator":
      return /^[*+?]\+$/.test(fragment ?? "")
        ? `The possessive repetition ${part} is not supported: RE2 never backtracks, so a plain ${(fragment ?? "").charAt(0)} does the same.`
        : `${part} repeats a repetition. Put what is repeated into a group: (?:…).`;
    case "invalid repeat count":
      return sentenceForRepeat(fragment ?? "", part);
    case "invalid character class range":
      return sentenceForClass(fragment ?? "", part);
    case "expression nests too deeply":
      return "The groups of the pattern are nested too deeply: RE2 allows 1000 levels.";
    case "expression too large":
      return "The pattern is too large for RE2 when its repetitions are written out.";
    default:
      return `The pattern is not valid RE2: ${description}${part === "" ? "" : ` at ${part}`}.`;
  }
}

function sentenceForEscape(fragment: string, part: string): string {
  if (/^\\[1-9]/.test(fragment) || fragment.startsWith("\\k")) {
    return `The backreference ${part} is not supported: the gateway uses RE2, which has no backreferences.`;
  }
  if (fragment === "\\Z") return "\\Z is not supported. For the end of the text, write \\z or $.";
  if (fragment.startsWith("\\u"))
    return "\\u is not supported. For a character by its code, write \\x{…}, as in \\x{20AC}.";
  if (fragment.startsWith("\\x"))
    return `${part} is no character: write two hex digits, or \\x{…} with a code up to 10FFFF.`;
  if (/^\\[AbBCzQ]$/.test(fragment) && fragment !== "\\C") return `${part} has no meaning inside a character class.`;
  return `${part} has no meaning in RE2.`;
}

const unsupportedGroups: readonly (readonly [start: string, sentence: string])[] = [
  ["(?=", "Lookahead (?=…) is not supported: the gateway uses RE2, which has no lookaround."],
  ["(?!", "Negative lookahead (?!…) is not supported: the gateway uses RE2, which has no lookaround."],
  ["(?<=", "Lookbehind (?<=…) is not supported: the gateway uses RE2, which has no lookaround."],
  ["(?<!", "Negative lookbehind (?<!…) is not supported: the gateway uses RE2, which has no lookaround."],
  ["(?>", "The atomic group (?>…) is not supported: RE2 never backtracks, so (?:…) does the same."],
  ["(?#", "Comments (?#…) are not supported by RE2."],
  ["(?R", "Recursion (?R) is not supported: the gateway uses RE2, which has no recursion."],
  ["(?(", "The conditional (?(…) is not supported: the gateway uses RE2, which has no conditionals."],
  ["(?|", "The branch reset (?|…) is not supported by RE2."],
  ["(?x", "The flag x (spaces and comments in patterns) is not supported by RE2."],
];

function sentenceForGroup(fragment: string, part: string): string {
  // All that the engine tells of (?P=name) and (?P>name).
  if (fragment === "(?P") {
    return "(?P is only known in (?P<name>…): the gateway uses RE2, which has no backreferences and no recursion.";
  }
  const known = unsupportedGroups.find(([start]) => fragment.startsWith(start));
  if (known !== undefined) return known[1];
  if (/^\(\?P?</.test(fragment)) {
    return `The group's name in ${part} is not valid: write (?P<name>…), with letters, digits and _ in the name.`;
  }
  return `${part} starts no group that RE2 knows. Its groups are (…), (?:…), (?P<name>…) and flags such as (?i).`;
}

function sentenceForRepeat(fragment: string, part: string): string {
  const [, least = "", most = least] = /^\{(\d+)(?:,(\d+))?/.exec(fragment) ?? [];
  // A count that only exceeds the limit together with the repetition inside it is the remaining case.
  if (Number(least) > 1000 || Number(most) > 1000) return `${part} repeats too often: RE2 repeats at most 1000 times.`;
  if (Number(least) > Number(most)) return `${part} has its larger count first.`;
  return `${part} repeats too often together with the repetition inside it: RE2 repeats at most 1000 times in all.`;
}

function sentenceForClass(fragment: string, part: string): string {
  if (/^\\[pP]/.test(fragment)) {
    if (/^\\[pP](\{[^}]*)?$/.test(fragment)) return "A \\p is not finished: write it as in \\p{Greek}.";
    return `${part} is no Unicode class that RE2 knows. Examples are \\p{L}, \\p{Lu} and \\p{Greek}.`;
  }
  if (fragment.startsWith("[:")) return `${part} is no character class that RE2 knows. An example is [[:alpha:]].`;
  return `The range ${part} in a character class ends before it starts.`;
}

/** A part of a pattern for a message: on one line and short. */
function shown(fragment: string): string {
  const cut = fragment.length > 40 ? `${goText(fragment.slice(0, 39)).replace(/\uFFFD$/, "")}…` : fragment;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uD800-\uDFFF]/gu, (each) => {
    return `\\x{${(each.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
  });
}

/** Where the engine stopped. It tells the text of the place, not its position. */
function placeOf({ description, fragment }: Refusal, source: string, outline: Outline): Span | undefined {
  if (description === "trailing backslash at end of expression")
    return { start: source.length - 1, end: source.length };
  if (description === "missing closing )") return outline.unclosed;
  if (description === "unexpected )") return outline.unopened;
  if (fragment === null || fragment === "") return undefined;
  const first = source.indexOf(fragment);
  if (first < 0) return undefined;
  if (source.indexOf(fragment, first + 1) < 0) return { start: first, end: first + fragment.length };
  if (source.length > longestLocated) return undefined;
  // The first beginning of the pattern that fails in the same way ends where the error does. A name needs its `>`.
  const tail = description === "duplicate capture group name" ? ">" : "";
  for (let start = first; start >= 0; start = source.indexOf(fragment, start + 1)) {
    const end = start + fragment.length;
    if (isTooLarge(outlineOf(source.slice(0, end)))) return undefined;
    const beginning = compileRe2(source.slice(0, end) + tail);
    if (!(beginning instanceof RE2JS) && beginning.description === description && beginning.fragment === fragment) {
      return { start, end };
    }
  }
  return undefined;
}

/** The rough shape of a pattern, told without compiling it. */
interface Outline {
  /** About the number of steps that the pattern has with its repetitions written out. */
  readonly size: number;
  /** The largest product of counts that are nested in each other; RE2 allows 1000. */
  readonly repeats: number;
  /** The innermost ( that is never closed. */
  readonly unclosed: Span | undefined;
  /** The first ) that closes nothing. */
  readonly unopened: Span | undefined;
  /** Where the alternatives outside all groups are separated. */
  readonly bars: readonly number[];
}

interface Group {
  readonly start: number;
  size: number;
  repeats: number;
}

function outlineOf(source: string): Outline {
  const groups: Group[] = [{ start: -1, size: 0, repeats: 1 }];
  const bars: number[] = [];
  let unopened: Span | undefined;
  // What a repetition that follows would repeat.
  let atom = { size: 1, repeats: 1 };
  const count = /\{(\d+)(?:(,)(\d*))?\}/y;
  for (let index = 0; index < source.length; ) {
    const group = groups.at(-1) as Group;
    let end = index + 1;
    switch (source[index]) {
      case "(":
        groups.push({ start: index, size: 2, repeats: 1 });
        atom = { size: 0, repeats: 1 };
        break;
      case ")":
        if (groups.length === 1) {
          unopened ??= { start: index, end };
        } else {
          groups.pop();
          atom = { size: group.size, repeats: group.repeats };
          add(groups.at(-1) as Group, atom);
        }
        break;
      case "{": {
        count.lastIndex = index;
        const match = count.exec(source);
        if (match === null) {
          atom = { size: 1, repeats: 1 };
          add(group, atom);
          break;
        }
        end = count.lastIndex;
        const least = Number(match[1]);
        const times = Math.max(least, Number(match[3] ?? 0), 1);
        // Each round that may be left out takes a step more.
        const repeated = { size: atom.size * times + (times - least), repeats: atom.repeats * times };
        group.size += repeated.size - atom.size;
        group.repeats = Math.max(group.repeats, repeated.repeats);
        atom = repeated;
        break;
      }
      default:
        if (source[index] === "|" && groups.length === 1) bars.push(index);
        end = endOfAtom(source, index);
        atom = { size: source.startsWith("\\Q", index) ? end - index : 1, repeats: 1 };
        add(group, atom);
    }
    index = end;
  }
  const [whole, ...open] = groups as [Group, ...Group[]];
  const last = open.at(-1);
  return {
    size: groups.reduce((sum, { size }) => sum + size, 0),
    repeats: Math.max(whole.repeats, ...open.slice(-1).map(({ repeats }) => repeats)),
    unclosed: last === undefined ? undefined : { start: last.start, end: last.start + 1 },
    unopened,
    bars,
  };
}

function add(group: Group, atom: { readonly size: number; readonly repeats: number }): void {
  group.size += atom.size;
  group.repeats = Math.max(group.repeats, atom.repeats);
}

/** The end of the escape, quotation, character class or single character that starts at an index. */
function endOfAtom(source: string, index: number): number {
  if (source[index] === "\\") return endOfEscape(source, index);
  if (source[index] !== "[") return index + 1;
  let end = index + 1;
  if (source[end] === "^") end++;
  // A ] that stands first is a character of the class.
  if (source[end] === "]") end++;
  while (end < source.length && source[end] !== "]") {
    const named = source.startsWith("[:", end) ? /^\[:\^?\w+:\]/.exec(source.slice(end, end + 20)) : null;
    end += named !== null ? named[0].length : source[end] === "\\" ? 2 : 1;
  }
  return Math.min(end + 1, source.length);
}

function endOfEscape(source: string, index: number): number {
  const close = (text: string): number => {
    const found = source.indexOf(text, index + 2);
    return found < 0 ? source.length : found + text.length;
  };
  if (source[index + 1] === "Q") return close("\\E");
  // The braces of \p{…} and \x{…} are no repetition.
  if (/[pPx]/.test(source[index + 1] ?? "") && source[index + 2] === "{") return close("}");
  return Math.min(index + 2, source.length);
}

/**
 * Which ends of a text a pattern is tied to, all its alternatives taken together: `^a|b$` is tied to neither. Errs on the
 * side of "none", also for (?m), under which ^ and $ are tied to lines.
 */
export function anchoringOf(source: string): Anchoring {
  if (/\(\?[a-zA-Z]*m/.test(source)) return "none";
  const ends = [...outlineOf(source).bars, source.length];
  const alternatives = ends.map((end, index) => source.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end));
  const start = alternatives.every((each) => /^(?:\(\?[a-zA-Z]+\))*(?:\^|\\A)/.test(each));
  // A $ or \z that a backslash takes away is a character.
  const end = alternatives.every((each) => /(?<!\\)(?:\\\\)*(?:\$|\\z)$/.test(each));
  if (start && end) return "both";
  return start ? "start" : end ? "end" : "none";
}
