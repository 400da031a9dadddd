import { cut } from "../words/plain/cut";
import type { Refusal } from "./re2";

/** What the engine refused, and where it is. */
export interface RefusedPiece extends Refusal {
  /** Whether it is inside a character class. */
  readonly inClass: boolean;
  /** What follows it in the pattern. */
  readonly rest: string;
}

/** Why Go refuses a pattern, and what to write instead. */
export function sentenceFor(piece: RefusedPiece): string {
  const fragment = piece.fragment ?? "";
  const part = shown(fragment);
  switch (piece.description) {
    case "missing closing ]":
      return "A character class that opens with [ is never closed with ].";
    case "missing closing )":
      return "A group that opens with ( is never closed with ).";
    case "unexpected )":
      return "A ) closes no group. To match the character itself, write \\).";
    case "trailing backslash at end of expression":
      return "The pattern ends with a backslash that has nothing to escape. To match a backslash, write \\\\.";
    case "invalid escape sequence":
      return sentenceForEscape(fragment, part, piece.inClass);
    case "invalid or unsupported Perl syntax":
    case "invalid named capture":
      return sentenceForGroup(fragment, part, piece.rest);
    case "missing argument to repetition operator":
      return `${part} has nothing before it to repeat. To match the character itself, put a backslash before it.`;
    case "invalid nested repetition operator":
      return sentenceForNested(fragment, part);
    case "invalid repeat count":
      return sentenceForRepeat(fragment, part);
    case "invalid character class range":
      return fragment.startsWith("[:")
        ? `${part} is not a character class in Go's regular expressions. An example is [[:alpha:]].`
        : `The range ${part} in a character class ends before it starts.`;
    case "expression nests too deeply":
      return "The pattern is nested too deeply: Go's regular expressions allow 1000 levels.";
    default:
      return `The pattern is not valid in Go's regular expressions: ${piece.description}${part === "" ? "" : ` at ${part}`}.`;
  }
}

/** What to write for escapes of other dialects. */
const otherEscapes: Readonly<Record<string, string>> = {
  Z: "\\Z does not exist in Go's regular expressions. For the end of the text, write \\z or $.",
  u: "\\u does not exist in Go's regular expressions. For a character by its code, write \\x{…}, as in \\x{20AC}.",
  U: "\\U does not exist in Go's regular expressions. For a character by its code, write \\x{…}, as in \\x{1F600}.",
  h: "\\h does not exist in Go's regular expressions. For a space or a tab, write [ \\t].",
  H: "\\H does not exist in Go's regular expressions. For anything but a space or a tab, write [^ \\t].",
  R: "\\R does not exist in Go's regular expressions. For the end of a line, write \\r?\\n.",
  N: "\\N does not exist in Go's regular expressions. For anything but the end of a line, write [^\\n].",
  e: "\\e does not exist in Go's regular expressions. For the escape character, write \\x1B.",
};

function sentenceForEscape(fragment: string, part: string, inClass: boolean): string {
  const letter = fragment[1] ?? "";
  if (/[dDsSwWpP]/.test(letter))
    return `${part} stands for many characters, so it cannot end a range. To match a - as well, write it as the first or last character of the class.`;
  if (/[1-9]/.test(letter)) {
    return inClass
      ? `${part} is not a character: a code in octal digits starts with 0 or has more digits, as in \\01 or \\101.`
      : `The backreference ${part} does not compile: Go's regular expressions, which the gateway uses, have no backreferences.`;
  }
  if (letter === "k" && !inClass)
    return `The backreference ${part} does not compile: Go's regular expressions, which the gateway uses, have no backreferences.`;
  if (letter === "x") return `${part} is not a character: write two hex digits, or \\x{…} with a code up to 10FFFF.`;
  if (inClass && /[AbBzQ]/.test(letter)) return `${part} has no meaning inside a character class.`;
  return otherEscapes[letter] ?? `${part} has no meaning in Go's regular expressions.`;
}

const uses = "Go's regular expressions, which the gateway uses,";

const otherGroups: readonly (readonly [start: string, sentence: string])[] = [
  ["(?=", `Lookahead (?=…) does not compile: ${uses} have no lookaround.`],
  ["(?!", `Negative lookahead (?!…) does not compile: ${uses} have no lookaround.`],
  ["(?<=", `Lookbehind (?<=…) does not compile: ${uses} have no lookaround.`],
  ["(?<!", `Negative lookbehind (?<!…) does not compile: ${uses} have no lookaround.`],
  [
    "(?>",
    `The atomic group (?>…) does not compile: ${uses} have none. (?:…) compiles but can match more: ^(?:a|ab)c$ matches "abc", ^(?>a|ab)c$ does not.`,
  ],
  ["(?#", "Comments (?#…) do not exist in Go's regular expressions. Remove it."],
  ["(?R", `Recursion (?R) does not compile: ${uses} have none.`],
  ["(?(", `The conditional (?(…) does not compile: ${uses} have none.`],
  [
    "(?|",
    "The branch reset (?|…) does not exist in Go's regular expressions. Write (?:…): the numbers of groups do not matter here.",
  ],
  [
    "(?'",
    "A name between quotes does not exist in Go's regular expressions. Write (?P<name>…), or (…) without a name.",
  ],
  ["(?x", "The flag x (spaces and comments in patterns) does not exist in Go's regular expressions."],
  ["(?P=", `The backreference (?P=…) does not compile: ${uses} have no backreferences.`],
  ["(?P>", `The recursion (?P>…) does not compile: ${uses} have none.`],
];

function sentenceForGroup(fragment: string, part: string, rest: string): string {
  // Of (?P=name) the engine tells three characters.
  const start = fragment === "(?P" ? fragment + rest.slice(0, 1) : fragment;
  const known = otherGroups.find(([each]) => start.startsWith(each));
  if (known !== undefined) return known[1];
  if (/^\(\?P?<[^>]*$/.test(start)) return "A group's name that opens with < is never closed with >.";
  if (/^\(\?P?</.test(start))
    return `The group's name in ${part} is not valid: write (?P<name>…), with letters, digits and _ in the name.`;
  if (/^\(\?(?:P|[imsU-]*)$/.test(start) && rest === "")
    return `${part} is not finished. Write (?i) for a flag that applies from here on, (?i:…) for a group with a flag, or (?P<name>…).`;
  if (/-[:)]$/.test(start)) return `${part} names no flag after the -, as (?-i) does.`;
  return `${part} starts no group of Go's regular expressions. The groups are (…), (?:…), (?P<name>…), and the flags i, m, s and U, as in (?i).`;
}

/** What a possessive repetition does not match although the plain one does, for each repetition. */
const possessiveExamples: Readonly<Record<string, string>> = {
  "*": '^a*a$ matches "a", ^a*+a$ does not',
  "+": '^a+a$ matches "aa", ^a++a$ does not',
  "?": '^a?a$ matches "a", ^a?+a$ does not',
  "{": '^a{1,2}a$ matches "aa", ^a{1,2}+a$ does not',
};

function sentenceForNested(fragment: string, part: string): string {
  const possessive = /^([*+?{])[^}]*\}?\+$/.exec(fragment);
  const example = possessive === null || fragment.length > 1 + 10 ? undefined : possessiveExamples[possessive[1] ?? ""];
  if (example === undefined) return `${part} repeats a repetition. Put what is repeated into a group: (?:…).`;
  return `The possessive repetition ${part} does not compile: ${uses} have none. Without the last + it compiles but can match more: ${example}.`;
}

function sentenceForRepeat(fragment: string, part: string): string {
  const [, least = "", most = least] = /^\{(\d+)(?:,(\d+))?/.exec(fragment) ?? [];
  // A count that only exceeds the limit together with the repetition inside it is the remaining case.
  if (Number(least) > 1000 || Number(most) > 1000) return `${part} repeats too often: Go allows at most 1000 times.`;
  if (Number(least) > Number(most)) return `${part} has its larger count first.`;
  return `${part} repeats too often together with the repetition inside it: Go allows at most 1000 times in all.`;
}

/** A part of a pattern for a message: on one line and short. */
export function shown(fragment: string): string {
  return cut(fragment, 40).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uD800-\uDFFF]/gu, (each) => {
    return `\\x{${(each.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
  });
}
