import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from "node:http";
import { request as httpsRequest } from "node:https";
import { urlToHttpOptions } from "node:url";
import { codeOf } from "../../disk/codeOf";
import { endWith } from "./endWith";

/** What is asked of a server. */
export interface UpstreamRequest {
  readonly method: string;
  /** Of this request alone: it is completed. */
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
  headers.host = url.host;
  if (body !== undefined) headers["content-length"] = body.length;
  let request: ClientRequest | undefined;
  // In a promise, since a header that Node.js does not send is an error as well.
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    request = send({ ...optionsOf(url), method, headers }, resolve);
    request.on("error", reject);
    endWith(request, body);
  });
  return { answer, cancel: () => request?.destroy() };
}

const optionsByUrl = new WeakMap<URL, RequestOptions>();

/** What an address says of a request: the same for all to a server. */
function optionsOf(url: URL): RequestOptions {
  let options = optionsByUrl.get(url);
  if (options === undefined) {
    options = urlToHttpOptions(url);
    optionsByUrl.set(url, options);
  }
  return options;
}

/** Whether the server has not got a request, for what it failed with: then it has not run it either. */
export function wasNotSent(error: unknown): boolean {
  return ["ECONNREFUSED", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH", "EAI_AGAIN"].includes(String(codeOf(error)));
}
