import { longestLine } from "../relay/lineSplitter";

/** A piece of a stream of server-sent events: its bytes, and the data that they carry. */
export interface StreamEvent {
  readonly bytes: Buffer;
  /** undefined for a comment, such as one that keeps the connection open. */
  readonly data: string | undefined;
}

/**
 * Cuts a stream of server-sent events at the blank lines between them, wherever its chunks end. No byte is lost or looked at twice,
 * unless an event is longer than may be passed on: nothing comes after it.
 */
export class EventSplitter {
  readonly #longest: number;
  /** What has come of the event that is not complete. */
  #pieces: Buffer[] = [];
  #length = 0;
  #isLineEmpty = true;
  /** Behind a carriage return, which a line feed may follow; and whether the blank line that it ends has ended an event. */
  #isBehindReturn = false;
  #endsEvent = false;
  isTooLong = false;

  constructor(longest = longestLine) {
    this.#longest = longest;
  }

  /** The events that a chunk completes. */
  add(chunk: Buffer): StreamEvent[] {
    const events: StreamEvent[] = [];
    let start = 0;
    const endAt = (end: number): void => {
      this.#keep(chunk.subarray(start, end));
      events.push(...this.rest());
      start = end;
    };
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk[at];
      if (this.#isBehindReturn) {
        this.#isBehindReturn = false;
        const isOneEnd = code === 10;
        if (this.#endsEvent) endAt(isOneEnd ? at + 1 : at);
        if (isOneEnd) continue;
      }
      if (code === 10) {
        if (this.#isLineEmpty) endAt(at + 1);
        this.#isLineEmpty = true;
      } else if (code === 13) {
        this.#isBehindReturn = true;
        this.#endsEvent = this.#isLineEmpty;
        this.#isLineEmpty = true;
      } else this.#isLineEmpty = false;
    }
    this.#keep(chunk.subarray(start));
    return events;
  }

  /** What is left at the end of the stream. */
  rest(): StreamEvent[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#length = 0;
    const [only] = pieces;
    if (only === undefined) return [];
    return [eventOf(pieces.length === 1 ? only : Buffer.concat(pieces))];
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    this.isTooLong ||= this.#length > this.#longest;
    if (this.isTooLong) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }
}

/** The bytes of an event with other data; its id and its name stay. */
export function withData({ bytes }: StreamEvent, data: string): Buffer {
  const lines = bytes.toString("utf8").split(/(?<=\r\n|\n|\r(?!\n))/);
  const first = lines.findIndex(isData);
  const written = data
    .split("\n")
    .map((line) => `data: ${line}\n`)
    .join("");
  return Buffer.from(
    lines.flatMap((line, index) => (isData(line) ? (index === first ? [written] : []) : [line])).join(""),
  );
}

function eventOf(bytes: Buffer): StreamEvent {
  const lines = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .filter(isData);
  if (lines.length === 0) return { bytes, data: undefined };
  return { bytes, data: lines.map((line) => line.replace(/^data(?:: ?)?/, "")).join("\n") };
}

function isData(line: string): boolean {
  return /^\uFEFF?data(?::|[\r\n]|$)/.test(line);
}
