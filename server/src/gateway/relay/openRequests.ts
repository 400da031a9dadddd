import type { Reserved } from "../judgeCall";
import type { ClientMessage } from "../message/clientMessage";
import { requestIdOf } from "../message/requestId";

/** A request that the server has not answered, as far as the answer matters to a gateway. */
export interface OpenRequest {
  /** Whether the answer lists tools. */
  readonly listsTools: boolean;
  /** The tool that it calls; undefined for other requests. */
  readonly tool: string | undefined;
  /** What an error gives back. */
  readonly reserved: Reserved | undefined;
}

const list: OpenRequest = { listsTools: true, tool: undefined, reserved: undefined };

/** So many are kept: a client may cancel its requests, and a server may never answer. */
const most = 100_000;

/** The requests whose answers a gateway looks at: lists of tools, and calls. */
export class OpenRequests {
  readonly #open = new Map<string | number, OpenRequest[]>();

  #lists = 0;

  get size(): number {
    return this.#open.size;
  }

  /** Whether an answer may list tools. Of one that is never answered it stays true, however many come after it. */
  get hasList(): boolean {
    return this.#lists > 0;
  }

  /** A request that is no call goes to the server. */
  asked({ id, method }: Extract<ClientMessage, { kind: "other" }>): void {
    if (id === undefined || method !== "tools/list") return;
    this.#lists++;
    this.#add(id, list);
  }

  /** A call goes to the server. */
  called({ id, tool }: Exclude<ClientMessage, { kind: "other" }>, reserved: Reserved | undefined): void {
    if (id !== undefined) this.#add(id, { listsTools: false, tool, reserved });
  }

  /** The request that an id answers, by its text. Of several with one id, which no client should send, the first. */
  answered(id: string): OpenRequest | undefined {
    let key = keyOf(id);
    let requests = this.#open.get(key);
    if (requests === undefined) {
      key = otherKey(key);
      requests = this.#open.get(key);
    }
    const request = requests?.shift();
    if (request?.listsTools === true) this.#lists--;
    if (requests?.length === 0) this.#open.delete(key);
    if (request === undefined || request.listsTools || requests === undefined) return request;
    // Two requests with one id: whichever this answers, no hidden tool is shown.
    return requests.some(({ listsTools }) => listsTools) ? { ...request, listsTools: true } : request;
  }

  /** The list of tools that an id asks for, which stays open. */
  listing(id: string): OpenRequest | undefined {
    const key = keyOf(id);
    const requests = [key, otherKey(key)].flatMap((each) => this.#open.get(each) ?? []);
    return requests.some(({ listsTools }) => listsTools) ? list : undefined;
  }

  #add(id: string, request: OpenRequest): void {
    const key = keyOf(id);
    const known = this.#open.get(key);
    if (known === undefined) this.#open.set(key, [request]);
    else {
      // The answers may come in any order.
      const isListOpen = !request.listsTools && known.some(({ listsTools }) => listsTools);
      if (isListOpen) this.#lists++;
      known.push(isListOpen ? { ...request, listsTools: true } : request);
    }
    if (this.#open.size <= most) return;
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#open.delete(oldest);
  }
}

/** The key of an id that clients take for another one: the official SDK takes "1" for an answer to 1. */
function otherKey(key: string | number): string | number {
  if (typeof key === "number") return requestIdOf(String(key));
  const digits = /^string (-?\d+)$/.exec(key)?.[1];
  return digits === undefined ? key : Number(digits);
}

/** What tells the id of a text from others; most are numbers, of which no text is made. */
function keyOf(id: string): string | number {
  const value: unknown = JSON.parse(id);
  return typeof value === "number" ? value : requestIdOf(value);
}
