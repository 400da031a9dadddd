import { TextDocument } from "vscode-languageserver-textdocument";
import type { Range, TextEdit } from "vscode-languageserver-types";
import type { Span } from "../../policy/text/span";
import type { TextEdit as SpanEdit } from "../../policy/text/textEdit";

/** A test file's text with its lines, to turn offsets into positions. */
export class TextPlaces {
  readonly document: TextDocument;

  constructor(uri: string, text: string) {
    this.document = TextDocument.create(uri, "json", 0, text);
  }

  /** A piece of the text as the editor's range. */
  range({ start, end }: Span): Range {
    return { start: this.document.positionAt(start), end: this.document.positionAt(end) };
  }

  /** Edits as the editor makes them. */
  edits(edits: readonly SpanEdit[]): TextEdit[] {
    return edits.map(({ span, newText }) => ({ range: this.range(span), newText }));
  }
}
