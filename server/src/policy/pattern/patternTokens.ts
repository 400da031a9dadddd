import type { Span } from "../text/span";
import { endOfCharacter, endOfClass, type VisitMember } from "./patternAtoms";

/** What a piece of a pattern does; "start", "end" and "word" match a place and no character. */
export type TokenKind =
  | "literal"
  | "dot"
  | "class"
  | "start"
  | "end"
  | "word"
  | "open"
  | "close"
  | "flags"
  | "bar"
  | "repeat";

/** A piece of a pattern of Go's regular expressions. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

/** What scanning a pattern reports. */
export interface PatternVisitor {
  readonly token: (kind: TokenKind, start: number, end: number) => void;
  /** Called for each member of a character class, before its token. */
  readonly member?: VisitMember;
}

// A count with a leading zero repeats nothing: Go takes its { for a character.
const repetition = /(?:[*+?]|\{(?:0|[1-9]\d*)(?:,(?:0|[1-9]\d*)?)?\})\??/y;
const groupStart = /\((?:\?(?:P?<\w+>|[a-zA-Z-]*[:)]))?/y;

/** The pieces of a valid pattern, in order; together they are the pattern. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  const token = (kind: TokenKind, start: number, end: number) => {
    tokens.push({ kind, text: source.slice(start, end), start, end });
  };
  scanPattern(source, { token });
  return tokens;
}

/** Goes through the pieces of a pattern, in order and in linear time; of one that is not valid, as well as can be. */
export function scanPattern(source: string, { token, member }: PatternVisitor): void {
  const lastColon = source.lastIndexOf(":]");
  for (let index = 0; index < source.length; ) {
    const repeat = endOfMatch(repetition, source, index);
    const open = repeat ?? endOfMatch(groupStart, source, index);
    const isClass = source[index] === "[";
    const end = open ?? (isClass ? endOfClass(source, index, lastColon, member) : endOfSingle(source, index));
    const kind =
      repeat !== undefined
        ? "repeat"
        : open !== undefined
          ? source[end - 1] === ")"
            ? "flags"
            : "open"
          : isClass
            ? "class"
            : kindOfSingle(source, index);
    token(kind, index, end);
    index = end;
  }
}

function endOfMatch(pattern: RegExp, source: string, index: number): number | undefined {
  pattern.lastIndex = index;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}

/** The end of an escape, a quotation `\Q…\E` or a character. */
function endOfSingle(source: string, index: number): number {
  if (!source.startsWith("\\Q", index)) return endOfCharacter(source, index);
  const close = source.indexOf("\\E", index + 2);
  return close < 0 ? source.length : close + 2;
}

function kindOfSingle(source: string, index: number): TokenKind {
  switch (source[index]) {
    case ".":
      return "dot";
    case "^":
      return "start";
    case "$":
      return "end";
    case ")":
      return "close";
    case "|":
      return "bar";
    case "\\":
      return kindOfEscape(source[index + 1] ?? "");
    default:
      return "literal";
  }
}

function kindOfEscape(letter: string): TokenKind {
  if (letter === "A") return "start";
  if (letter === "z") return "end";
  if (/[bB]/.test(letter)) return "word";
  return /[dDsSwWpPC]/.test(letter) ? "class" : "literal";
}
