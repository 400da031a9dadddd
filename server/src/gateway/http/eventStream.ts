/** A piece of a stream of server-sent events: its bytes, and the data that they carry. */
export interface StreamEvent {
  readonly bytes: Buffer;
  /** undefined for a comment, such as one that keeps the connection open. */
  readonly data: string | undefined;
}

/** Cuts a stream of server-sent events at the blank lines between them, wherever its chunks end. No byte is lost. */
export class EventSplitter {
  #rest: Buffer = Buffer.alloc(0);
  /** Where the search for a blank line goes on, and where the line starts in which that is. */
  #searched = 0;
  #lineStart = 0;

  /** The events that a chunk completes. */
  add(chunk: Buffer): StreamEvent[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const events: StreamEvent[] = [];
    let start = 0;
    let lineStart = this.#lineStart;
    let at = this.#searched;
    for (; at < bytes.length; at++) {
      const code = bytes[at];
      if (code !== 10 && code !== 13) continue;
      // Whether a carriage return is followed by a line feed is not known yet.
      if (code === 13 && at + 1 === bytes.length) break;
      const isBlank = at === lineStart;
      if (code === 13 && bytes[at + 1] === 10) at++;
      lineStart = at + 1;
      if (!isBlank) continue;
      events.push(eventOf(bytes.subarray(start, at + 1)));
      start = at + 1;
    }
    this.#rest = bytes.subarray(start);
    this.#searched = at - start;
    this.#lineStart = lineStart - start;
    return events;
  }

  /** What is left at the end of the stream. */
  rest(): StreamEvent[] {
    const bytes = this.#rest;
    this.#rest = Buffer.alloc(0);
    this.#searched = 0;
    this.#lineStart = 0;
    return bytes.length === 0 ? [] : [eventOf(bytes)];
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
