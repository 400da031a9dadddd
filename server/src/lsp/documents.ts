import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Snapshot, takeSnapshot } from "../service/snapshot";

/** The open documents' latest snapshots: one analysis per version, each building on the one before. */
export class Snapshots {
  readonly #byUri = new Map<string, Snapshot>();

  /** The snapshot of the document's present version. */
  of(document: TextDocument): Snapshot {
    const known = this.#byUri.get(document.uri);
    if (known !== undefined && known.version === document.version) return known;
    const snapshot = takeSnapshot(document, known);
    this.#byUri.set(document.uri, snapshot);
    return snapshot;
  }

  /** Forgets a document that was closed. */
  delete(uri: string): void {
    this.#byUri.delete(uri);
  }
}
