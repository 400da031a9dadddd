import type { ServerResponse } from "node:http";

/** So many messages wait for a client to ask for its stream. */
const mostWaiting = 1_000;

/**
 * The answer to a POST: JSON if the server says nothing before it answers, else a stream of events; and the stream of a GET,
 * which has no end of its own.
 */
export class ReplyStream {
  readonly #response: ServerResponse;
  readonly #takesEvents: boolean;
  readonly #isBatch: boolean;
  readonly #answers: string[];
  #open: number;
  #isStream = false;

  /** `asks`: how many answers it waits for; undefined: it is a stream, and waits for none. */
  constructor(
    response: ServerResponse,
    {
      asks,
      takesEvents,
      isBatch = false,
      answers = [],
    }: { asks: number | undefined; takesEvents: boolean; isBatch?: boolean; answers?: readonly string[] },
  ) {
    this.#response = response;
    this.#takesEvents = takesEvents;
    this.#isBatch = isBatch;
    this.#answers = [...answers];
    this.#open = asks ?? Number.POSITIVE_INFINITY;
    if (asks === undefined) this.#startStream();
  }

  get takesEvents(): boolean {
    return this.#takesEvents && !this.#response.writableEnded && !this.#response.destroyed;
  }

  /** Something that is no answer. */
  tell(message: string): void {
    if (!this.takesEvents) return;
    this.#startStream();
    this.#event(message);
  }

  /** An answer; the last one ends the reply. */
  answer(message: string): void {
    this.#open--;
    if (this.#isStream) this.#event(message);
    else this.#answers.push(message);
    if (this.#open > 0) return;
    if (!this.#isStream) {
      this.#response.writeHead(200, { "content-type": "application/json" });
      this.#response.write(this.#isBatch ? `[${this.#answers.join(",")}]` : (this.#answers[0] ?? ""));
    }
    this.#response.end();
  }

  end(): void {
    if (!this.#response.headersSent) this.#response.writeHead(502);
    this.#response.end();
  }

  #startStream(): void {
    if (this.#isStream) return;
    this.#isStream = true;
    this.#response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
    this.#response.flushHeaders();
    for (const each of this.#answers.splice(0)) this.#event(each);
  }

  #event(message: string): void {
    this.#response.write(`data: ${message.trim()}\n\n`);
  }
}

/** Messages that a server sends unasked, until there is a stream for them. */
export class Unasked {
  #waiting: string[] = [];

  add(message: string): void {
    this.#waiting.push(message);
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
  }

  /** Gives what waits to a stream. */
  flushTo(stream: ReplyStream): void {
    for (const message of this.#waiting.splice(0)) stream.tell(message);
  }
}
