import type { IncomingMessage } from "node:http";
import { PassThrough, Writable } from "node:stream";
import type { Child, ChildExit } from "../../mcp/childProcess";
import { isJsonObject } from "../../policy/text/json";
import { EventSplitter, type StreamEvent } from "../http/eventStream";
import { readBody } from "../http/readBody";
import { askUpstream, type UpstreamCall } from "../http/upstream";
import { membersOf } from "../json/members";
import { refusedAnswer } from "../message/answers";
import { readClientMessage } from "../message/readClientMessage";
import { requestIdOf } from "../message/requestId";
import { type Line, LineSplitter } from "../relay/lineSplitter";
import { pump } from "../relay/pump";
import { messageHeaders } from "./messageHeaders";

/** A server with an address, and what goes with each request to it. */
export interface ServerAddress {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** A server over Streamable HTTP, of both eras, as if it were a program that is spoken to by lines. */
export function remoteServer(address: ServerAddress): Child {
  const server = new RemoteServer(address);
  const splitter = new LineSplitter();
  const sendAll = async (lines: readonly Line[]): Promise<void> => {
    for (const line of lines) if (line !== undefined) await server.send(line);
  };
  const stdin = new Writable({
    write(chunk: Buffer, _encoding, written) {
      sendAll(splitter.add(chunk)).then(() => written(), written);
    },
    // The last line may have no line break.
    final(done) {
      sendAll(splitter.rest()).then(() => done(), done);
    },
  });
  return {
    pid: undefined,
    stdin,
    stdout: server.lines,
    exited: server.exited,
    errorOutput: () => "",
    end: () => server.end(),
  };
}

/** What a client waits for: the texts of the ids by what tells them apart. */
type Waiting = Map<string, string>;

class RemoteServer {
  readonly lines = new PassThrough();
  readonly exited: Promise<ChildExit>;
  readonly #address: ServerAddress;
  readonly #calls = new Map<UpstreamCall, Waiting>();
  #exit: (exit: ChildExit) => void = () => {};
  #isOver = false;
  #session: string | undefined;
  /** That of a session of the older revisions, which its first answer says. */
  #version: string | undefined;
  /** What waits for the answer that opens a session. */
  #opening: Waiting | undefined;
  /** Called when all that somebody waits for is answered, or, where that is nothing, when the server has taken it. */
  readonly #taken = new WeakMap<Waiting, () => void>();

  constructor(address: ServerAddress) {
    this.#address = address;
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
  }

  /**
   * Sends a line as a request. What later lines rest on is waited for: that a session is open, and that what is no question
   * was taken. A server may keep its stream open behind that. The answers to other requests come when they come.
   */
  async send(line: Buffer): Promise<void> {
    if (this.#isOver) return;
    const text = line.toString("utf8");
    const message = parsed(text);
    if (message === undefined) return;
    const waiting = idsIn(text, message);
    const only = isJsonObject(message) ? message : {};
    const headers = messageHeaders(message);
    if (only.method === "notifications/cancelled" && this.#cancelModern(only.params)) return;
    if (only.method === "initialize") {
      this.#session = undefined;
      this.#version = undefined;
      this.#opening = waiting;
    }
    const isTaken = new Promise<void>((resolve) => this.#taken.set(waiting, resolve));
    const isOneWay = waiting.size === 0;
    void this.#ask("POST", waiting, headers, line);
    if (isOneWay || only.method === "initialize") await isTaken;
    if (only.method === "notifications/initialized") void this.#listen();
  }

  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const call of this.#calls.keys()) call.cancel();
    if (this.#session !== undefined) {
      const closing = this.#request("DELETE", {});
      // A server that does not answer is not waited for.
      const late = setTimeout(() => closing.cancel(), 2_000);
      await closing.answer.then((answer) => answer.resume()).catch(() => {});
      clearTimeout(late);
    }
    this.lines.end();
    this.#exit({ kind: "exited", code: 0 });
  }

  #request(method: string, headers: Readonly<Record<string, string>>, body?: Buffer): UpstreamCall {
    return askUpstream(this.#address.url, {
      method,
      headers: {
        ...this.#address.headers,
        accept: method === "GET" ? "text/event-stream" : "application/json, text/event-stream",
        ...(body && { "content-type": "application/json" }),
        ...(this.#version && { "mcp-protocol-version": this.#version }),
        ...headers,
        ...(this.#session && { "mcp-session-id": this.#session }),
        // An answer that is compressed could not be looked into.
        "accept-encoding": "identity",
      },
      body,
    });
  }

  /** Sends a request, and passes on what is answered; each id that gets no answer gets an error. */
  async #ask(
    method: string,
    waiting: Waiting,
    headers: Readonly<Record<string, string>>,
    body?: Buffer,
  ): Promise<void> {
    let why = "has ended its answer without a result";
    const call = this.#request(method, headers, body);
    this.#calls.set(call, waiting);
    try {
      const answer = await call.answer;
      const session = answer.headers["mcp-session-id"];
      if (typeof session === "string") this.#session = session;
      if (waiting.size === 0) this.#taken.get(waiting)?.();
      why = (await this.#pass(answer, waiting)) ?? why;
    } catch (error) {
      why = `cannot be reached: ${error instanceof Error ? error.message || String(Object(error).code) : error}`;
    }
    this.#calls.delete(call);
    this.#taken.get(waiting)?.();
    if (this.#isOver) return;
    for (const id of waiting.values()) this.#write(refusedAnswer(`${this.#address.url.host} ${why}.`, -32603, id));
  }

  /** Passes an answer on; why there is none, as the end of a sentence. */
  async #pass(answer: IncomingMessage, waiting: Waiting): Promise<string | undefined> {
    const status = answer.statusCode ?? 0;
    const type = String(answer.headers["content-type"] ?? "").toLowerCase();
    if (status < 300 && type.startsWith("text/event-stream")) {
      const splitter = new EventSplitter();
      const passAll = (events: readonly StreamEvent[]): undefined => {
        for (const { data } of events) if (data) this.#passText(data, waiting);
      };
      await pump(answer, (chunk) => {
        passAll(splitter.add(chunk));
        if (splitter.isTooLong) answer.destroy();
        return undefined;
      });
      passAll(splitter.rest());
      return splitter.isTooLong ? tooLong : undefined;
    }
    const text = (await readBody(answer))?.toString("utf8");
    if (text === undefined) return tooLong;
    if (status === 404 && this.#session !== undefined)
      return "has ended the session: restart the server in your client to open another one";
    if (type.startsWith("application/json")) {
      const only = parsed(text);
      const isOfNone = isJsonObject(only) && (only.id ?? null) === null;
      // An error without an id is about the only request that there is.
      if (!isOfNone) this.#passText(text, waiting);
      else if (isJsonObject(only.error)) return `answers with ${status}: ${String(only.error.message).slice(0, 500)}`;
    }
    if (status < 300) return undefined;
    const hint = status === 401 || status === 403 ? ", so it wants another header such as Authorization" : "";
    const moved = status < 400 ? `, and with the address ${answer.headers.location}` : "";
    return `answers with ${status}${moved}${hint}`;
  }

  #passText(text: string, waiting: Waiting): void {
    const value = parsed(text);
    if (value === undefined) return;
    for (const each of Array.isArray(value) ? value : [value]) {
      if (!isJsonObject(each) || "method" in each) continue;
      waiting.delete(requestIdOf(each.id));
      const { result } = each;
      // Only the answer that opens a session of the older revisions says a version in this way.
      if (waiting === this.#opening && isJsonObject(result) && isHeaderWord(result.protocolVersion))
        this.#version = result.protocolVersion;
    }
    this.#write(text);
    if (waiting.size === 0) this.#taken.get(waiting)?.();
  }

  /** The line breaks of JSON stand between its signs alone. */
  #write(text: string): void {
    if (!this.#isOver) this.lines.write(`${text.trim().replace(/[\r\n]+/g, " ")}\n`);
  }

  /** Since 2026-07-28, a request over HTTP is cancelled by closing its stream. Whether this was one. */
  #cancelModern(params: unknown): boolean {
    if (this.#version !== undefined || !isJsonObject(params)) return false;
    const key = requestIdOf(params.requestId);
    const found = [...this.#calls].find(([, waiting]) => waiting.has(key));
    found?.[1].delete(key);
    found?.[0].cancel();
    return found !== undefined;
  }

  /** What a server of the older revisions says unasked, for as long as it keeps a stream for it open. */
  async #listen(): Promise<void> {
    for (let times = 0; !this.#isOver; times++) {
      const call = this.#request("GET", {});
      this.#calls.set(call, new Map());
      try {
        const answer = await call.answer;
        const isStream = String(answer.headers["content-type"]).startsWith("text/event-stream");
        if (answer.statusCode !== 200 || !isStream) {
          call.cancel();
          return;
        }
        await this.#pass(answer, new Map());
      } catch {
        if (times === 0) return;
      } finally {
        this.#calls.delete(call);
      }
      await new Promise((resolve) => setTimeout(resolve, pauseBetweenStreams).unref());
    }
  }
}

const tooLong = "has answered with more than 64 MB";

/** Before a stream that has ended is opened again, in milliseconds. */
const pauseBetweenStreams = 1_000;

/** The ids of the requests in a message or a batch, as they are written. */
function idsIn(text: string, message: unknown): Waiting {
  const starts = Array.isArray(message) ? membersOf(text).map(({ valueStart }) => valueStart) : [0];
  const waiting: Waiting = new Map();
  for (const [index, start] of starts.entries()) {
    const value = Array.isArray(message) ? message[index] : message;
    const { id } = readClientMessage(text, start, value);
    // Without a method it is the answer to a question of the server.
    if (id !== undefined && isJsonObject(value) && "method" in value) waiting.set(requestIdOf(value.id), id);
  }
  return waiting;
}

function isHeaderWord(value: unknown): value is string {
  return typeof value === "string" && /^[!-~]{1,100}$/.test(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
