/** Longer lines are not kept in memory: 64 MB is 60 times the longest that any real server was seen to send. */
export const longestLine = 67_108_864;

/** A line of bytes with its end, if it has one; undefined stands for one that is too long. */
export type Line = Buffer | undefined;

/** Cuts a stream of bytes into lines at each line feed, wherever its chunks end. Nothing is decoded or lost. */
export class LineSplitter {
  readonly #longest: number;
  #pieces: Buffer[] = [];
  #length = 0;
  #isTooLong = false;

  constructor(longest = longestLine) {
    this.#longest = longest;
  }

  /** The lines that a chunk completes. */
  add(chunk: Buffer): Line[] {
    let end = chunk.indexOf(10);
    // Most are one line, and stay what they are.
    if (end >= 0 && end === chunk.length - 1 && this.isAtStart && chunk.length <= this.#longest) return [chunk];
    const lines: Line[] = [];
    let start = 0;
    for (; end >= 0; end = chunk.indexOf(10, start)) {
      this.#keep(chunk.subarray(start, end + 1));
      lines.push(this.#take());
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
    return lines;
  }

  /** What is left at the end of the stream: a last line without an end. */
  rest(): Line[] {
    return this.isAtStart ? [] : [this.#take()];
  }

  /** Whether nothing of a line is kept. */
  get isAtStart(): boolean {
    return this.#length === 0 && !this.#isTooLong;
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.#longest) {
      this.#isTooLong = true;
      this.#pieces = [];
    } else this.#pieces.push(piece);
  }

  #take(): Line {
    const [only] = this.#pieces;
    const line = this.#isTooLong ? undefined : this.#pieces.length === 1 && only ? only : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#length = 0;
    this.#isTooLong = false;
    return line;
  }
}
