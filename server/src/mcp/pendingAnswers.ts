import type { JsonObject } from "../policy/text/json";
import type { Patience } from "./connection";
import { type Answer, type Outgoing, readMessage, writeMessage } from "./jsonRpc";
import { ServerFailure } from "./serverFailure";

/** So many requests of a server get an answer; one that logs as requests may send them without end. */
const mostReplies = 100;

interface Pending {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: ServerFailure) => void;
}

/** Brings the answers of a stream of messages to the requests that wait for them. */
export class PendingAnswers {
  readonly #pending = new Map<number, Pending>();
  readonly #send: (text: string) => void;
  #nextId = 1;
  #replies = 0;
  #failure: ServerFailure | undefined;

  /** `send` writes a message to the server. */
  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  /** Sends a request. Its answer has to come in time. */
  ask(request: Outgoing, { timeout, signal }: Patience): Promise<Answer> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => {
        settle();
        reject(new ServerFailure(`The server has not answered "${request.method}" within ${timeout / 1000} seconds.`));
      }, timeout);
      const stop = (): void => {
        settle();
        reject(new ServerFailure("Cancelled."));
      };
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        this.#pending.delete(id);
      };
      if (signal.aborted) return stop();
      signal.addEventListener("abort", stop);
      this.#pending.set(id, {
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (failure) => {
          settle();
          reject(failure);
        },
      });
      this.#send(writeMessage(request, id));
    });
  }

  /** Takes what the server has sent; anything that is not a message, such as a line of a log, is passed over. */
  take(text: string): void {
    const message = readMessage(text);
    if (message === undefined) return;
    if (typeof message.method === "string") {
      this.#reply(message, message.method);
      return;
    }
    // A server that sends ids as text is understood.
    const id = typeof message.id === "string" ? Number(message.id) : message.id;
    if (typeof id !== "number") return;
    // One that is no object is no answer of MCP, and waiting for another would not bring it.
    if (message.result !== undefined || message.error !== undefined)
      this.#pending.get(id)?.resolve({ text, json: message });
  }

  /** Nothing more comes. */
  fail(failure: ServerFailure): void {
    this.#failure ??= failure;
    for (const { reject } of [...this.#pending.values()]) reject(failure);
  }

  /** A legacy server may ask before it answers. It gets to know at once that nothing of this is done here. */
  #reply({ id }: JsonObject, method: string): void {
    if (id === undefined || id === null || this.#replies++ >= mostReplies) return;
    const outcome =
      method === "ping" ? { result: {} } : { error: { code: -32601, message: `"${method}" is not supported.` } };
    this.#send(JSON.stringify({ jsonrpc: "2.0", id, ...outcome }));
  }
}
