import type { Node } from "jsonc-parser";

/** A half-open piece of the text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The piece of text that a syntax node covers, moved by `offset`. */
export function spanOf(node: Node, offset = 0): Span {
  return { start: node.offset + offset, end: node.offset + node.length + offset };
}

/** The same piece of text, seen from an origin that lies `offset` before. */
export function moveSpan(span: Span, offset: number): Span {
  return offset === 0 ? span : { start: span.start + offset, end: span.end + offset };
}

/** Where a piece of a string's value is in the text; undefined when the string is written with unusual escapes. */
export function placeInString(node: Node, { start, end }: Span, offset = 0): Span | undefined {
  const value = String(node.value);
  const written = (text: string): number => JSON.stringify(text).length - 1;
  if (written(value) + 1 !== node.length) return undefined;
  const from = spanOf(node, offset).start;
  return { start: from + written(value.slice(0, start)), end: from + written(value.slice(0, end)) };
}
