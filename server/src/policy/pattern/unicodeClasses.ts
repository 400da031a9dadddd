import type { Span } from "../text/span";
import { scanPattern } from "./patternTokens";

/** A use of a Unicode class in a pattern: `\p{Greek}`, `\P{^Lu}`, `\pL`. */
export interface UnicodeClass extends Span {
  /** The name, without braces and ^. */
  readonly name: string;
  /** What comes before the name and after it, as in `\p{^` and `}`. */
  readonly before: string;
  readonly after: string;
  /** Whether it is a member of a class in brackets. */
  readonly inBrackets: boolean;
}

/** The Unicode classes of a pattern, in order. */
export function unicodeClassesOf(source: string): readonly UnicodeClass[] {
  if (!/\\[pP]/.test(source)) return [];
  const found: UnicodeClass[] = [];
  const add = (start: number, end: number, inBrackets: boolean): void => {
    const text = source.slice(start, end);
    const before = /^\\[pP]\{?\^?/.exec(text)?.[0] ?? text;
    const after = before.includes("{") && text.endsWith("}") ? "}" : "";
    const name = text.slice(before.length, text.length - after.length);
    found.push({ start, end, name, before, after, inBrackets });
  };
  scanPattern(source, {
    token: (kind, start, end) => {
      if (kind === "class" && /^\\[pP]/.test(source.slice(start, start + 2))) add(start, end, false);
    },
    member: (kind, start, end) => {
      if (kind === "unicode") add(start, end, true);
    },
  });
  return found;
}
