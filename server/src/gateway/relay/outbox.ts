import type { Writable } from "node:stream";
import { writeTo } from "./pump";

/** Bytes for a stream, which are written together: a write for each line would cost more than the rest of a gateway. */
export class Outbox {
  readonly #to: Writable;
  #first: Buffer | undefined;
  /** What comes behind the first piece: most often nothing. */
  #others: Buffer[] | undefined;

  constructor(to: Writable) {
    this.#to = to;
  }

  add(piece: Buffer | string): void {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    if (this.#first === undefined) {
      this.#first = bytes;
      return;
    }
    this.#others ??= [];
    this.#others.push(bytes);
  }

  /** Writes what there is; a promise only while the reader is slow. */
  flush(): Promise<void> | undefined {
    const first = this.#first;
    if (first === undefined) return undefined;
    const bytes = this.#others === undefined ? first : Buffer.concat([first, ...this.#others]);
    this.#first = undefined;
    this.#others = undefined;
    return writeTo(this.#to, bytes);
  }
}
