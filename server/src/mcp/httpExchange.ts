import { createParser } from "eventsource-parser";
import { reasonOf } from "../policy/words/plain/reasonOf";
import { longestMessage, type Patience } from "./connection";
import { ServerFailure } from "./serverFailure";

/** What a server is asked over HTTP. */
export interface HttpRequest {
  readonly method: "POST" | "GET" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What ends the reading of a body: a signal that nothing else has is collected as garbage, and then never fires. */
const endings = new WeakMap<Response, readonly AbortSignal[]>();

/** Sends a request; the answer's head is there, its body is not read. Redirects are not followed: headers may be secrets. */
export async function exchange(request: HttpRequest, { timeout, signal }: Patience): Promise<Response> {
  const { url, method, headers, body } = request;
  const late = AbortSignal.timeout(timeout);
  const ending = AbortSignal.any([signal, late]);
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      redirect: "manual",
      signal: ending,
    });
  } catch (error) {
    throw failureOf(error, url, timeout, signal);
  }
  endings.set(response, [late, ending]);
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel().catch(() => {});
    const target = response.headers.get("location") ?? "another address";
    throw new ServerFailure(`${hostOf(url)} redirects to ${target.slice(0, 300)}. Give that address if you trust it.`);
  }
  return response;
}

/** The body of an answer as text, up to the longest message. */
export async function bodyText(response: Response, patience: Patience): Promise<string> {
  let text = "";
  for await (const piece of pieces(response, patience)) {
    text += piece;
    if (text.length > longestMessage) throw new ServerFailure("The server's answer is too long to be read.");
  }
  return text;
}

/** The messages of a stream of events, as they come; a name other than "message" is told with it. */
export async function* events(response: Response, patience: Patience): AsyncGenerator<{ event: string; data: string }> {
  const ready: { event: string; data: string }[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => ready.push({ event: event ?? "message", data }) });
  let since = 0;
  for await (const piece of pieces(response, patience)) {
    since += piece.length;
    if (since > longestMessage) throw new ServerFailure("The server's answer is too long to be read.");
    parser.feed(piece);
    if (ready.length > 0) since = 0;
    yield* ready.splice(0);
  }
}

async function* pieces(response: Response, { timeout, signal }: Patience): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) yield decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw failureOf(error, response.url, timeout, signal);
  }
  yield decoder.decode();
}

function failureOf(error: unknown, url: string, timeout: number, signal: AbortSignal): ServerFailure {
  if (error instanceof ServerFailure) return error;
  if (signal.aborted) return new ServerFailure("Cancelled.");
  const { name, cause } = error as {
    readonly name?: string;
    readonly cause?: { readonly code?: string; readonly message?: string };
  };
  if (name === "TimeoutError")
    return new ServerFailure(`${hostOf(url)} has not answered within ${timeout / 1000} seconds.`);
  const why = cause?.code ?? cause?.message ?? reasonOf(error);
  return new ServerFailure(`${hostOf(url)} cannot be reached: ${why}.`);
}

/** The server of an address, without what may be a secret. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "The server";
}
