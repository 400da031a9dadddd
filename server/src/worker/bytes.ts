const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** As much of the `Buffer` of Node.js as the server needs. */
export class Bytes extends Uint8Array {
  static alloc(length: number): Bytes {
    return new Bytes(length);
  }

  static allocUnsafe(length: number): Bytes {
    return new Bytes(length);
  }

  static override from(given: unknown): Bytes {
    const bytes = typeof given === "string" ? encoder.encode(given) : new Uint8Array(given as ArrayLike<number>);
    return new Bytes(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  static concat(pieces: readonly Uint8Array[], length?: number): Bytes {
    const all = new Bytes(length ?? pieces.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  override toString(_encoding?: string, start = 0, end = this.length): string {
    return decoder.decode(this.subarray(start, end));
  }

  /** Whether the bytes of a text are in here. */
  override includes(text: unknown): boolean {
    return typeof text === "string" ? this.toString().includes(text) : super.includes(text as number);
  }

  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((byte, at) => byte === other[at]);
  }
}
