import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange } from "../relay/exchange";
import { pump, writeTo } from "../relay/pump";
import { endWith } from "./endWith";
import { EventSplitter, type StreamEvent, withData } from "./eventStream";
import { forwardedHeaders } from "./forwardedHeaders";
import { readBody } from "./readBody";

/** Passes a server's answer to a client, with the answers to calls that were denied. */
export async function passAnswer(
  answer: IncomingMessage,
  to: ServerResponse,
  exchange: Exchange,
  denied: readonly string[],
): Promise<void> {
  const status = answer.statusCode ?? 502;
  const type = String(answer.headers["content-type"] ?? "").toLowerCase();
  const headers = forwardedHeaders(answer.headers, ["content-length"]);
  if (type.startsWith("text/event-stream")) {
    to.writeHead(status, headers);
    to.flushHeaders();
    // Events of their own, before those of the server.
    for (const each of denied) await writeTo(to, `data: ${each}\n\n`);
    await passEvents(answer, to, exchange);
    to.end();
    return;
  }
  const body = await readBody(answer);
  if (body === undefined) {
    to.writeHead(502, { "content-type": "text/plain" }).end("The server's answer has more than 64 MB.\n");
    return;
  }
  const passed = type.startsWith("application/json") ? await exchange.fromServer(body) : body;
  // A batch that the server takes as a whole or not at all has failed as a whole.
  if (denied.length === 0 || status >= 400) {
    headers["content-length"] = passed.length;
    endWith(to.writeHead(status, headers), passed);
    return;
  }
  const whole = withDenied(passed, denied);
  // What was left of the batch needed no answer, or has one that is no list.
  to.writeHead(whole === undefined ? 200 : status, { ...headers, "content-type": "application/json" });
  to.end(whole ?? `[${denied.join(",")}]`);
}

/** Passes events, in which lists of tools lose what is hidden; every other byte stays. */
async function passEvents(answer: IncomingMessage, to: ServerResponse, exchange: Exchange): Promise<void> {
  const splitter = new EventSplitter();
  const passAll = async (events: readonly StreamEvent[]): Promise<void> => {
    for (const event of events) {
      const data = event.data === undefined ? undefined : Buffer.from(event.data);
      const passed = data && (await exchange.fromServer(data));
      await writeTo(to, passed === undefined || passed === data ? event.bytes : withData(event, passed.toString()));
    }
  };
  await pump(answer, (chunk) => {
    const events = splitter.add(chunk);
    if (splitter.isTooLong) answer.destroy();
    return passAll(events);
  });
  await passAll(splitter.rest());
}

/** The answers to a batch, with those to its denied calls; undefined when the server's text is no list. */
function withDenied(body: Buffer, denied: readonly string[]): string | undefined {
  const text = body.toString("utf8").trimEnd();
  if (!text.trimStart().startsWith("[") || !text.endsWith("]")) return undefined;
  const inner = text.slice(0, -1);
  const isEmpty = inner.trim() === "[";
  return `${inner}${isEmpty ? "" : ","}${denied.join(",")}]`;
}
