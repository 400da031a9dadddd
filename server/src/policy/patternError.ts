import { RE2JS } from "re2js";
import { isTooLarge, type Outline, outlineOf } from "./patternOutline";
import { goText } from "./printedForm";
import { compileRe2, type Refusal } from "./re2";
import type { Span } from "./span";

/** Why a pattern cannot be used. */
export interface PatternError {
  readonly kind: "refused";
  /** A sentence for people. */
  readonly why: string;
  /** The part of the pattern that is wrong, in UTF-16 code units from its start, where that is known. */
  readonly at?: Span;
}

/** Finding an error's place compiles the pattern's beginnings; longer patterns do without. */
const longestLocated = 1_000;

/** Why the engine refuses a pattern, in a sentence, and where. */
export function explainRefusal(refusal: Refusal, source: string, outline: Outline): PatternError {
  const why = sentenceFor(refusal);
  const at = placeOf(refusal, source, outline);
  return { kind: "refused", why, ...(at !== undefined && { at }) };
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
  // The first beginning of the pattern that fails in the same way ends where the error does. One character more than the
  // error's own: `(?P` is only wrong for what follows.
  for (let start = first; start >= 0; start = source.indexOf(fragment, start + 1)) {
    const end = start + fragment.length;
    if (isTooLarge(outlineOf(source.slice(0, end)))) return undefined;
    const beginning = compileRe2(source.slice(0, end + 1));
    if (!(beginning instanceof RE2JS) && beginning.description === description && beginning.fragment === fragment) {
      return { start, end };
    }
  }
  return undefined;
}
