import { StringDecoder } from "node:string_decoder";

/** The end of a stream of text. However long the stream is, no more than twice `most` characters are kept. */
export class TextTail {
  readonly #decoder = new StringDecoder("utf8");
  readonly #most: number;
  #text = "";

  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Buffer): void {
    this.#text += this.#decoder.write(chunk);
    if (this.#text.length > 2 * this.#most) this.#text = this.#text.slice(-this.#most);
  }

  text(): string {
    return this.#text.slice(-this.#most).trim();
  }
}
