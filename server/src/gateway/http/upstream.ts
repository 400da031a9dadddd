import { type ClientRequest, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";

/** What is asked of a server. */
export interface UpstreamRequest {
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | undefined;
}

/** An answer that may come, and a way not to wait for it any more. */
export interface UpstreamCall {
  readonly answer: Promise<IncomingMessage>;
  cancel(): void;
}

/** Sends a request to a server. Rejects when no answer begins. */
export function askUpstream(url: URL, { method, headers, body }: UpstreamRequest): UpstreamCall {
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  let request: ClientRequest | undefined;
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": body.length };
    request = send(url, { method, headers: { ...headers, ...length, host: url.host } }, resolve);
    request.on("error", reject);
    request.end(body);
  });
  return { answer, cancel: () => request?.destroy() };
}

/** Whether the server has not got a request, for what it failed with: then it has not run it either. */
export function wasNotSent(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return ["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"].includes(String(code));
}
