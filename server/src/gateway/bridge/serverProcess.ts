import { randomUUID } from "node:crypto";
import type { Child } from "../../mcp/childProcess";
import { membersOf } from "../json/members";
import { refusedAnswer } from "../message/answers";
import { requestIdOf } from "../message/requestId";
import type { Exchange, Passed } from "../relay/exchange";
import { LineSplitter } from "../relay/lineSplitter";
import { pump, writeTo } from "../relay/pump";
import { renameRequest } from "./renameRequest";
import { type ReplyStream, Unasked } from "./replyStream";

/** A request that a server has got, and where its answer goes. */
interface Waiting {
  /** Its id as the client has written it. */
  readonly id: string;
  readonly exchange: Exchange;
  readonly reply: ReplyStream;
}

/**
 * A server that is spoken to by lines, for clients that speak HTTP. A shared one gets ids of our own, since those of several
 * clients may be the same.
 */
export class ServerProcess {
  readonly #child: Child;
  readonly #isShared: boolean;
  readonly #prefix = randomUUID();
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #unasked = new Unasked();
  #stream: ReplyStream | undefined;
  #count = 0;
  #isGone = false;

  constructor(child: Child, isShared: boolean, ended: () => void) {
    this.#child = child;
    this.#isShared = isShared;
    const splitter = new LineSplitter();
    const take = async (lines: readonly (Buffer | undefined)[]): Promise<void> => {
      for (const line of lines) if (line !== undefined) await this.#fromServer(line);
    };
    void pump(child.stdout, (chunk) => take(splitter.add(chunk)));
    void child.exited.then(() => {
      this.#isGone = true;
      this.#failAll();
      ended();
    });
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Sends what a gateway lets through; each request in it is answered by `reply`. */
  send({ toServer, asks }: Passed, exchange: Exchange, reply: ReplyStream | undefined): void {
    if (toServer === undefined) return;
    if (this.#isGone) {
      for (const id of asks) reply?.answer(refusedAnswer(hasEnded, -32603, id));
      return;
    }
    let line = `${toServer.toString("utf8").replace(/[\r\n]+/g, " ")}\n`;
    for (const id of asks) {
      if (reply === undefined) break;
      const own = this.#isShared ? `${this.#prefix}-${++this.#count}` : undefined;
      // A shared server gets no batches: they ended with the sessions of the legacy era.
      if (own !== undefined) line = renameRequest(line, own);
      const key = own === undefined ? requestIdOf(JSON.parse(id)) : requestIdOf(own);
      const waiting: Waiting = { id, exchange, reply };
      const known = this.#waiting.get(key);
      if (known === undefined) this.#waiting.set(key, [waiting]);
      else known.push(waiting);
    }
    void writeTo(this.#child.stdin, line);
  }

  /** The client does not wait any more: the server is told, as over stdio. */
  cancel(reply: ReplyStream): void {
    for (const [key, waiting] of this.#waiting) {
      if (!waiting.some((each) => each.reply === reply)) continue;
      this.#waiting.delete(key);
      const requestId = key.slice(key.indexOf(" ") + 1);
      const params = { requestId };
      void writeTo(
        this.#child.stdin,
        `${JSON.stringify({ jsonrpc: "2.0", method: "notifications/cancelled", params })}\n`,
      );
    }
  }

  /** The stream for what the server says unasked. */
  listenBy(stream: ReplyStream): void {
    this.#stream = stream;
    this.#unasked.flushTo(stream);
  }

  end(): Promise<void> {
    return this.#child.end();
  }

  async #fromServer(line: Buffer): Promise<void> {
    const text = line.toString("utf8");
    // A line of a log, for instance.
    if (!isJson(text)) return;
    // Answers to a batch may come together.
    const pieces = text.trimStart().startsWith("[")
      ? membersOf(text).map(({ valueStart, valueEnd }) => text.slice(valueStart, valueEnd))
      : [text];
    for (const piece of pieces) await this.#fromServerMessage(piece);
  }

  async #fromServerMessage(text: string): Promise<void> {
    const members = membersOf(text);
    const member = members.findLast(({ key }) => key === "id");
    const id = member && text.slice(member.valueStart, member.valueEnd);
    const isAnswer = !members.some(({ key }) => key === "method");
    if (isAnswer && id !== undefined) {
      const key = requestIdOf(JSON.parse(id));
      const [waiting, ...others] = this.#waiting.get(key) ?? [];
      if (others.length > 0) this.#waiting.set(key, others);
      else this.#waiting.delete(key);
      if (waiting === undefined) return;
      const own =
        member === undefined ? text : text.slice(0, member.valueStart) + waiting.id + text.slice(member.valueEnd);
      const passed = await waiting.exchange.fromServer(Buffer.from(own));
      waiting.reply.answer(passed.toString("utf8"));
      return;
    }
    this.#tell(text);
  }

  /** Passes on a message other than an answer: to the request that it names, else to all listeners. */
  #tell(text: string): void {
    if (this.#isShared) {
      // Our own name of a request in it, as a progress token or as that of a subscription, tells whose it is.
      const [quoted, own] = new RegExp(`"(${this.#prefix}-\\d+)"`).exec(text) ?? [];
      const [waiting] = own === undefined ? [] : (this.#waiting.get(requestIdOf(own)) ?? []);
      if (quoted !== undefined && waiting !== undefined) waiting.reply.tell(text.replaceAll(quoted, () => waiting.id));
      return;
    }
    const stream = this.#stream?.takesEvents === true ? this.#stream : this.#latestReply();
    if (stream === undefined) this.#unasked.add(text);
    else stream.tell(text);
  }

  #latestReply(): ReplyStream | undefined {
    const replies = [...this.#waiting.values()].flat().map(({ reply }) => reply);
    return replies.findLast(({ takesEvents }) => takesEvents);
  }

  #failAll(): void {
    for (const waiting of this.#waiting.values())
      for (const { id, reply } of waiting) reply.answer(refusedAnswer(hasEnded, -32603, id));
    this.#waiting.clear();
    this.#stream?.end();
  }
}

const hasEnded = "The server has ended.";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
