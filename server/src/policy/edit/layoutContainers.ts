import { Character } from "../text/characters";
import type { LayoutTokens } from "./layoutTokens";

/** An object or array, by the indexes of its brackets among the tokens. */
export interface LayoutContainer {
  readonly close: number;
  /** Columns that it takes on one line, with the comma behind it. */
  readonly width: number;
  /** It is not empty, and holds neither an object nor a comment nor a blank line between its entries. */
  readonly isPlain: boolean;
  readonly isOnOneLine: boolean;
}

/** The containers by the index of their opening bracket; undefined when the brackets do not match. */
export function* findContainers(
  text: string,
  { starts, ends, breaks }: LayoutTokens,
): Generator<undefined, ReadonlyMap<number, LayoutContainer> | undefined> {
  const containers = new Map<number, LayoutContainer>();
  const open: { index: number; from: number; isPlain: boolean; isOnOneLine: boolean }[] = [];
  const first = (index: number): number => text.charCodeAt(starts[index] ?? text.length);
  let column = 0;
  for (let index = 0; index < starts.length; index++) {
    if (index % 5_000 === 0) yield;
    const character = first(index);
    const before = first(index - 1);
    const inside = open.at(-1);
    if (inside !== undefined) {
      if ((breaks[index] ?? 0) > 0 && !isClosing(character)) inside.isOnOneLine = false;
      if ((breaks[index] ?? 0) > 1 && before === Character.comma) inside.isPlain = false;
      if (character === Character.slash || character === Character.openBrace) inside.isPlain = false;
    }
    column += inlineGap(before, character).length;
    if (isOpening(character)) open.push({ index, from: column, isPlain: true, isOnOneLine: true });
    column += (ends[index] ?? 0) - (starts[index] ?? 0);
    if (!isClosing(character)) continue;
    const closed = open.pop();
    if (closed === undefined || character !== first(closed.index) + 2) return undefined;
    const isOnOneLine = closed.isOnOneLine && (breaks[index] ?? 0) === 0;
    const comma = first(index + 1) === Character.comma ? 1 : 0;
    containers.set(closed.index, {
      close: index,
      width: column - closed.from + comma,
      isPlain: closed.isPlain && index > closed.index + 1,
      isOnOneLine,
    });
    const around = open.at(-1);
    if (around === undefined) continue;
    around.isPlain &&= closed.isPlain;
    around.isOnOneLine &&= isOnOneLine;
  }
  return open.length === 0 ? containers : undefined;
}

/** What is between two tokens on one line: `{ "a": [1, 2] }`. */
export function inlineGap(before: number, next: number): string {
  if (next === Character.comma || next === Character.colon) return "";
  if (before === Character.comma || before === Character.colon) return " ";
  // Nothing between the brackets of an empty one.
  if (isOpening(before) && isClosing(next)) return "";
  return before === Character.openBrace || next === Character.closeBrace ? " " : "";
}

/** Whether a token with this first character opens an object or array. */
export function isOpening(character: number): boolean {
  return character === Character.openBrace || character === Character.openBracket;
}

/** Whether a token with this first character closes one. */
export function isClosing(character: number): boolean {
  return character === Character.closeBrace || character === Character.closeBracket;
}
