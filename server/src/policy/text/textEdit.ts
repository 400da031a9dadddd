import type { Span } from "./span";

/** Replaces a piece of a text. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * The text after the edits, which may come in any order. Of edits that overlap, the one that starts first is taken: what
 * it replaced is no longer there for the others. Inserts at one place keep their order.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { span, newText } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    if (span.start < position) continue;
    pieces.push(text.slice(position, span.start), newText);
    position = span.end;
  }
  return pieces.join("") + text.slice(position);
}

/** Whether two edits cannot be made together. Two inserts at one place can. */
export function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.span.start < b.span.end && b.span.start < a.span.end;
}
