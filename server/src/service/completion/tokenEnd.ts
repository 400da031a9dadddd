import { Character } from "../../policy/text/characters";
import { isLineEnd, isSpace, isStructural } from "./characters";

/**
 * The position behind the string that starts at `start`. A string without a closing quote ends with its line, or before
 * the next bracket, comma or colon (behind the cursor if that is inside), so that it never swallows what follows.
 *
 * In `{"de, "tools": {}}` the next quote opens `tools` and closes nothing: see `opensAnother`.
 */
export function stringEnd(text: string, start: number, cursor: number): number {
  const quote = closingQuote(text, start);
  const holdsCursor = cursor > start && (quote === undefined ? sameLine(text, start, cursor) : quote >= cursor);
  const from = holdsCursor ? cursor : start + 1;
  if (quote !== undefined && (endsToken(text, quote + 1) || !opensAnother(text, from, quote))) return quote + 1;
  let at = from;
  while (!isLineEnd(text.charCodeAt(at)) && !isStructural(text.charCodeAt(at)) && at !== quote) at++;
  while (at > from && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Where the next quote is that is not escaped, on the same line. */
function closingQuote(text: string, start: number): number | undefined {
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === Character.quote) return at;
    if (isLineEnd(code)) return undefined;
    if (code === Character.backslash && !isLineEnd(text.charCodeAt(at + 1))) at++;
  }
}

function sameLine(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isLineEnd(text.charCodeAt(at))) return false;
  return true;
}

/** Whether a token can end here: a line's end, a bracket, a comma, a colon or a comment follows. */
function endsToken(text: string, position: number): boolean {
  for (let at = position; ; at++) {
    const code = text.charCodeAt(at);
    if (isLineEnd(code) || isStructural(code) || code === Character.slash) return true;
    if (!isSpace(code)) return false;
  }
}

/** Whether a quote with text right behind it opens a string: white space before it, or a bracket, comma or colon. */
function opensAnother(text: string, start: number, quote: number): boolean {
  if (quote > start && isSpace(text.charCodeAt(quote - 1))) return true;
  for (let at = start; at < quote; at++) if (isStructural(text.charCodeAt(at))) return true;
  return false;
}

/** The position behind a number, a word or a name without quotes; a quote that was only closed belongs to it. */
export function bareEnd(text: string, start: number): number {
  let at = start;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code) || isSpace(code) || isStructural(code) || code === Character.quote) break;
  }
  return text.charCodeAt(at) === Character.quote && at > start && endsToken(text, at + 1) ? at + 1 : at;
}

/**
 * The position behind the object or array that starts at `start`, if its brackets match and it ends at or before
 * `limit`. Looks at quotes and brackets only: for the many parts of a text that no request is about.
 */
export function containerEnd(text: string, start: number, limit: number): number | undefined {
  const closers: number[] = [];
  for (let at = start; at < limit; at++) {
    switch (text.charCodeAt(at)) {
      case Character.quote: {
        const quote = closingQuote(text, at);
        if (quote === undefined) return undefined;
        at = quote;
        break;
      }
      case Character.openBrace:
        closers.push(Character.closeBrace);
        break;
      case Character.openBracket:
        closers.push(Character.closeBracket);
        break;
      case Character.closeBrace:
      case Character.closeBracket:
        if (closers.pop() !== text.charCodeAt(at)) return undefined;
        if (closers.length === 0) return at + 1;
        break;
      case Character.slash:
        return undefined;
    }
  }
  return undefined;
}
