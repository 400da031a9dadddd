import { firstIndex } from "./firstIndex";
import type { Span } from "./span";
import type { TextEdit } from "./textEdit";

/** Where the positions of a text are after edits of it. */
export interface MovedPositions {
  /** Where a position is then; of what was replaced, the start of what is there instead. */
  readonly of: (position: number) => number;
  /** What is there then instead of the text around a position, both ends included; the position alone where nothing changed. */
  readonly around: (position: number) => Span;
}

/** The positions of a text after edits that do not overlap. */
export function movedPositions(edits: readonly TextEdit[]): MovedPositions {
  const ordered = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let moved = 0;
  const before = ordered.map(({ span, newText }) => {
    const here = moved;
    moved += newText.length - (span.end - span.start);
    return here;
  });
  const around = (position: number): Span => {
    // The last edit that starts at the position or before it.
    const index = firstIndex(ordered, ({ span }) => span.start > position) - 1;
    const edit = ordered[index];
    if (edit === undefined) return { start: position, end: position };
    const start = edit.span.start + (before[index] ?? 0);
    const end = start + edit.newText.length;
    if (position <= edit.span.end) return { start, end };
    return { start: end + position - edit.span.end, end: end + position - edit.span.end };
  };
  return { of: (position) => around(position).start, around };
}
