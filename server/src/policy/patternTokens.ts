import { endOfAtom } from "./patternOutline";
import type { Span } from "./span";

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

/** A piece of a pattern of the dialect RE2. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

const repetition = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y;
const groupStart = /\((?:\?(?:P?<\w+>|[a-zA-Z-]*[:)]))?/y;

/** The pieces of a valid pattern, in order; together they are the pattern. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < source.length; ) {
    const special = matchAt(repetition, source, index) ?? matchAt(groupStart, source, index);
    const end = special === undefined ? endOfAtom(source, index) : index + special.length;
    const text = source.slice(index, end);
    tokens.push({ kind: kindOf(text), text, start: index, end });
    index = end;
  }
  return tokens;
}

function matchAt(pattern: RegExp, source: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(source)?.[0];
}

function kindOf(text: string): TokenKind {
  switch (text) {
    case ".":
      return "dot";
    case "^":
    case "\\A":
      return "start";
    case "$":
    case "\\z":
      return "end";
    case "\\b":
    case "\\B":
      return "word";
    case ")":
      return "close";
    case "|":
      return "bar";
  }
  if (text.startsWith("(")) return text.endsWith(")") ? "flags" : "open";
  if (text.startsWith("[") || /^\\[dDsSwWpPC]/.test(text)) return "class";
  return /^(?:[*+?]|\{\d)/.test(text) ? "repeat" : "literal";
}
