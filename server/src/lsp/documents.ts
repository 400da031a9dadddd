import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Snapshot, takeSnapshot } from "../service/snapshot";

/** The open documents' latest snapshots: one analysis per version, each building on the one before. */
export class Snapshots {
  readonly #byUri = new Map<string, Snapshot>();

  /** The snapshot of the document's present version. */
  of(document: TextDocument): Snapshot {
    const known = this.#byUri.get(document.uri);
    if (known !== undefined && isOf(known, document)) return known;
    const snapshot = takeSnapshot(document, known);
    this.#byUri.set(document.uri, snapshot);
    return snapshot;
  }

  /** Forgets a document that was closed. */
  delete(uri: string): void {
    this.#byUri.delete(uri);
  }
}

/** Compares the text too, which costs nothing when it is the same: some editors count versions again, or not at all. */
function isOf(snapshot: Snapshot, document: TextDocument): boolean {
  return snapshot.version === document.version && snapshot.document.text === document.getText();
}
