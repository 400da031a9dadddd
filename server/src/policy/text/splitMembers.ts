import { Character } from "./characters";
import type { Span } from "./span";

/** Deeper text is not parsed: the parser recurses, and no policy needs more than a dozen levels. */
export const maximumDepth = 256;

/** Where one member `"key": value` of an object is in the text. */
export interface MemberSpan extends Span {
  /** Nesting inside the value; a value that is no container has 0. */
  readonly depth: number;
  /** Where the value starts; where the member ends, while it has none. */
  readonly valueStart: number;
  /** Colons outside of strings: in sound text, as many as keys are written. */
  readonly colons: number;
}

/** The members of an object, and where the object itself is. */
export interface ObjectSpan extends Span {
  readonly members: readonly MemberSpan[];
}

/** The first position at or after `position` that is not white space. */
export function skipWhitespace(text: string, position: number): number {
  let at = position;
  for (; ; at++) {
    const character = text.charCodeAt(at);
    if (
      character !== Character.space &&
      character !== Character.lineFeed &&
      character !== Character.carriageReturn &&
      character !== Character.tab
    )
      return at;
  }
}

/**
 * Finds the members of the object that starts at `position`, without parsing their values: a policy is a short header
 * and a long list of independent tools, so that each can be parsed, validated and kept by its own text.
 *
 * Light and strict: it looks at strings, brackets, commas and colons only, and gives up (`undefined`) when the object
 * itself is not well formed, be it by a missing comma or a comment. What is wrong *inside* a member does not disturb
 * it, as long as the brackets match; neither does a name whose colon and value are still to be typed, since each new
 * tool begins as one.
 */
export function splitMembers(text: string, position: number): ObjectSpan | undefined {
  if (text.charCodeAt(position) !== Character.openBrace) return undefined;
  const first = skipWhitespace(text, position + 1);
  if (text.charCodeAt(first) === Character.closeBrace) return { start: position, end: first + 1, members: [] };
  const found = splitFrom(text, first, () => false);
  return found === undefined ? undefined : { start: position, end: found.end, members: found.members };
}

/**
 * Finds the members of an object from the one that starts at `position` on, up to a member whose start is known to be
 * followed by nothing new (`isKnown`), else up to the end of the object. `end` is where it stopped.
 */
export function splitFrom(
  text: string,
  position: number,
  isKnown: (start: number) => boolean,
): { readonly members: readonly MemberSpan[]; readonly end: number; readonly reachedKnown: boolean } | undefined {
  const members: MemberSpan[] = [];
  let at = position;
  for (;;) {
    const start = at;
    if (isKnown(start)) return { members, end: start, reachedKnown: true };
    if (text.charCodeAt(at) !== Character.quote) return undefined;
    at = skipString(text, at);
    if (at < 0) return undefined;
    const keyEnd = at;
    at = skipWhitespace(text, at);
    if (isUnfinished(text, keyEnd, at)) {
      members.push({ start, end: keyEnd, valueStart: keyEnd, depth: 0, colons: 0 });
      // The comma before the next name is not typed yet either.
      if (text.charCodeAt(at) === Character.quote) continue;
    } else {
      if (text.charCodeAt(at) !== Character.colon) return undefined;
      const valueStart = skipWhitespace(text, at + 1);
      const value = skipValue(text, valueStart);
      if (value === undefined) return undefined;
      members.push({ start, end: value.end, valueStart, depth: value.depth, colons: value.colons + 1 });
      at = skipWhitespace(text, value.end);
    }
    const separator = text.charCodeAt(at);
    if (separator === Character.closeBrace) return { members, end: at + 1, reachedKnown: false };
    if (separator !== Character.comma) return undefined;
    at = skipWhitespace(text, at + 1);
  }
}

/** Whether a name that ends at `keyEnd` has neither colon nor value: the object goes on at `next`, or ends there. */
function isUnfinished(text: string, keyEnd: number, next: number): boolean {
  const character = text.charCodeAt(next);
  if (character === Character.comma || character === Character.closeBrace) return true;
  // On one line, it is more likely that a quote is missing.
  return character === Character.quote && /[\n\r]/.test(text.slice(keyEnd, next));
}

/** The position behind the string that starts at `position`, or -1 when it does not end on its line. */
function skipString(text: string, position: number): number {
  for (let at = position + 1; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === Character.quote) return at + 1;
    if (character === Character.backslash) at++;
    else if (character === Character.lineFeed || character === Character.carriageReturn) return -1;
  }
  return -1;
}

/** The position of the line break that ends a text that is never closed. */
function lineEnd(text: string, position: number): number {
  for (let at = position + 1; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === Character.backslash) at++;
    else if (character === Character.lineFeed || character === Character.carriageReturn) return at;
  }
  return text.length;
}

/** A value that was skipped: its end, its depth, and its colons outside of strings. */
interface Skipped {
  readonly end: number;
  readonly depth: number;
  readonly colons: number;
}

/** Skips the value at `position`; undefined when there is none or its brackets do not match. */
function skipValue(text: string, position: number): Skipped | undefined {
  const first = text.charCodeAt(position);
  if (first === Character.quote) {
    const end = skipString(text, position);
    return end < 0 ? undefined : { end, depth: 0, colons: 0 };
  }
  if (first === Character.openBrace || first === Character.openBracket) return skipContainer(text, position);
  let end = position;
  while (end < text.length && isScalarCharacter(text.charCodeAt(end))) end++;
  return end === position ? undefined : { end, depth: 0, colons: 0 };
}

function isScalarCharacter(character: number): boolean {
  return (
    character > Character.space &&
    character !== Character.comma &&
    character !== Character.colon &&
    character !== Character.quote &&
    character !== Character.slash &&
    character !== Character.openBrace &&
    character !== Character.closeBrace &&
    character !== Character.openBracket &&
    character !== Character.closeBracket
  );
}

function skipContainer(text: string, position: number): Skipped | undefined {
  const closers: number[] = [];
  let depth = 0;
  let colons = 0;
  for (let at = position; at < text.length; at++) {
    const character = text.charCodeAt(at);
    switch (character) {
      case Character.quote: {
        const end = skipString(text, at);
        // A text without an end stops with its line, for the parser too.
        at = end < 0 ? lineEnd(text, at) - 1 : end - 1;
        break;
      }
      case Character.openBrace:
      case Character.openBracket:
        closers.push(character + 2);
        if (closers.length > depth) depth = closers.length;
        break;
      case Character.closeBrace:
      case Character.closeBracket:
        if (closers.pop() !== character) return undefined;
        if (closers.length === 0) return { end: at + 1, depth, colons };
        break;
      case Character.colon:
        colons += 1;
        break;
      case Character.slash:
        return undefined;
    }
  }
  return undefined;
}

/**
 * The deepest nesting of brackets in a text of any kind; never throws. Strings and comments end where the parser ends
 * them, and a closing bracket of the wrong kind closes nothing, as in the parser, so that the answer is never too low.
 */
export function nestingDepth(text: string): number {
  const closers: number[] = [];
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === Character.quote) {
      const end = skipString(text, at);
      at = end < 0 ? lineEnd(text, at) - 1 : end - 1;
    } else if (character === Character.slash) at = commentEnd(text, at);
    else if (character === Character.openBrace || character === Character.openBracket) {
      closers.push(character + 2);
      if (closers.length > deepest) deepest = closers.length;
    } else if (character === closers.at(-1)) closers.pop();
  }
  return deepest;
}

/** The last position of the comment that starts at `position`; `position` itself when none does. */
function commentEnd(text: string, position: number): number {
  const next = text.charCodeAt(position + 1);
  if (next === Character.slash) return lineBreak(text, position) - 1;
  if (next !== Character.asterisk) return position;
  const end = text.indexOf("*/", position + 2);
  return end < 0 ? text.length : end + 1;
}

/** The position of the next line break; where the text ends, if there is none. */
function lineBreak(text: string, position: number): number {
  let at = position;
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}
