/**
 * What an editor in a browser tells the worker that the server runs in, beside the messages of the protocol: the files that
 * the server may read. The first such message comes before any other, with all of them; later ones tell what has changed.
 */
export interface WorkerFiles {
  readonly files: readonly WorkerFile[];
}

/** A file or folder as it is now. */
export interface WorkerFile {
  /** Its address, of any scheme. */
  readonly uri: string;
  readonly kind: "file" | "folder" | "gone";
  /** What is in a file; undefined for one that only its name is known of. */
  readonly bytes?: Uint8Array;
  readonly isReadOnly?: boolean;
}
