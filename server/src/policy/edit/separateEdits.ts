import { firstIndex } from "../text/firstIndex";
import type { TextEdit } from "../text/textEdit";

/**
 * Collects edits that can be made together: of two that touch the same words, or that begin or end at one place, the
 * later is refused, since each may count on a comma that the other takes.
 */
export class SeparateEdits {
  /** In the order of the text, none over another. */
  readonly #edits: TextEdit[] = [];

  /** Takes all of these edits, or none of them; tells which. */
  add(edits: readonly TextEdit[]): boolean {
    if (edits.some((edit) => this.#touches(edit))) return false;
    for (const edit of edits) this.#edits.splice(this.#placeOf(edit.span.start), 0, edit);
    return true;
  }

  /** Where the first edit is that starts at or after a position. */
  #placeOf(position: number): number {
    // Most come in the order of the text.
    if ((this.#edits.at(-1)?.span.start ?? -1) < position) return this.#edits.length;
    return firstIndex(this.#edits, ({ span }) => span.start >= position);
  }

  #touches({ span: { start, end } }: TextEdit): boolean {
    const place = this.#placeOf(start);
    const next = this.#edits[place]?.span;
    if (next !== undefined && (next.start === start || next.start < end || next.end === end)) return true;
    const before = this.#edits[place - 1]?.span;
    return before !== undefined && (before.end > start || before.end === end);
  }
}
