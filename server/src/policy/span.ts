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
