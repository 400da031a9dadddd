import { Character } from "../../policy/text/characters";
import type { Span } from "../../policy/text/span";

/** White space; a byte order mark counts as such, and so does every control character. */
export function isSpace(code: number): boolean {
  return code <= Character.space || code === Character.byteOrderMark;
}

/** Ends a line; so does the end of the text, whose code is NaN. */
export function isLineEnd(code: number): boolean {
  return code === Character.lineFeed || code === Character.carriageReturn || Number.isNaN(code);
}

/** A bracket, a comma or a colon. */
export function isStructural(code: number): boolean {
  return (
    code === Character.comma ||
    code === Character.colon ||
    code === Character.openBrace ||
    code === Character.closeBrace ||
    code === Character.openBracket ||
    code === Character.closeBracket
  );
}

/** The first position from `position` on that is neither white space nor comment. */
export function skipTrivia(text: string, position: number): number {
  let at = position;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at++;
    else if (isCommentStart(text, at)) at = commentEnd(text, at);
    else return at;
  }
}

/** Whether a comment, which JSON does not have, starts here. */
export function isCommentStart(text: string, position: number): boolean {
  if (text.charCodeAt(position) !== Character.slash) return false;
  const next = text.charCodeAt(position + 1);
  return next === Character.slash || next === Character.asterisk;
}

/** The position behind a comment; of a line comment, the end of its line. */
export function commentEnd(text: string, position: number): number {
  if (text.charCodeAt(position + 1) === Character.asterisk) {
    const end = text.indexOf("*/", position + 2);
    return end < 0 ? text.length : end + 2;
  }
  let at = position;
  while (!isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a comment ends before what is typed at its end: only a block comment has an end of its own. */
export function isCommentClosed(text: string, start: number, end: number): boolean {
  return text.charCodeAt(start + 1) === Character.asterisk && end >= start + 4 && text.slice(end - 2, end) === "*/";
}

/** The text that a key or string stands for, also a half-typed one without its quotes. */
export function wordAt(text: string, { start, end }: Span): string {
  if (text.charCodeAt(start) !== Character.quote) {
    const bare = text.slice(start, end);
    return bare.endsWith('"') ? bare.slice(0, -1) : bare;
  }
  const closed = end > start + 1 && text.charCodeAt(end - 1) === Character.quote;
  const inner = text.slice(start + 1, closed ? end - 1 : end);
  if (!inner.includes("\\")) return inner;
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    return inner;
  }
}
