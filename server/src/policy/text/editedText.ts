import type { TextEdit } from "./textEdit";

/** A piece of the original text, or text that is new. */
type Piece = { readonly start: number; readonly end: number } | { readonly newText: string };

/** A text that is edited several times, each time as the edit before has left it. Knows the edits of the original. */
export class EditedText {
  readonly original: string;
  readonly #pieces: readonly Piece[];

  constructor(original: string, pieces: readonly Piece[] = [{ start: 0, end: original.length }]) {
    this.original = original;
    this.#pieces = pieces;
  }

  /** The text as it is now. */
  get text(): string {
    return this.#pieces
      .map((piece) => ("newText" in piece ? piece.newText : this.original.slice(piece.start, piece.end)))
      .join("");
  }

  /** The text after edits of the text as it is now; they may not overlap. */
  with(edits: readonly TextEdit[]): EditedText {
    const ordered = [...edits].sort((a, b) => a.span.start - b.span.start);
    const pieces: Piece[] = [];
    let position = 0;
    for (const { span, newText } of ordered) {
      pieces.push(...this.#between(position, span.start), { newText });
      position = span.end;
    }
    pieces.push(...this.#between(position, Number.POSITIVE_INFINITY));
    return new EditedText(this.original, pieces);
  }

  /** Edits of the original that make this text, in order. */
  get edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let position = 0;
    let newText = "";
    const close = (until: number): void => {
      if (until > position || newText !== "") edits.push({ span: { start: position, end: until }, newText });
      newText = "";
    };
    for (const piece of this.#pieces) {
      if ("newText" in piece) newText += piece.newText;
      else if (piece.end > piece.start) {
        close(piece.start);
        position = piece.end;
      }
    }
    close(this.original.length);
    return edits;
  }

  /** The pieces between two positions of the text as it is now. */
  #between(from: number, to: number): Piece[] {
    const found: Piece[] = [];
    let position = 0;
    for (const piece of this.#pieces) {
      const length = "newText" in piece ? piece.newText.length : piece.end - piece.start;
      const start = Math.max(from - position, 0);
      const end = Math.min(to - position, length);
      position += length;
      if (start >= end) continue;
      found.push(
        "newText" in piece
          ? { newText: piece.newText.slice(start, end) }
          : { start: piece.start + start, end: piece.start + end },
      );
    }
    return found;
  }
}
