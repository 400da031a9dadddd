import type { Writable } from "node:stream";
import { writeTo } from "./pump";

/** Bytes for a stream, which are written together: a write for each line would cost more than the rest of a gateway. */
export class Outbox {
  readonly #to: Writable;
  #pieces: Buffer[] = [];

  constructor(to: Writable) {
    this.#to = to;
  }

  add(piece: Buffer | string): void {
    this.#pieces.push(typeof piece === "string" ? Buffer.from(piece) : piece);
  }

  /** Writes what there is; a promise only while the reader is slow. */
  flush(): Promise<void> | undefined {
    const [first] = this.#pieces;
    if (first === undefined) return undefined;
    const bytes = this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
    this.#pieces = [];
    return writeTo(this.#to, bytes);
  }
}
