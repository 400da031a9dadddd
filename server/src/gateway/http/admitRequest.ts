import type { IncomingMessage, ServerResponse } from "node:http";
import { refusedAnswer } from "../message/answers";
import { headerMismatch, repeatsBody } from "./checkHeaders";
import { foreignOrigin } from "./checkOrigin";
import { namesOtherCharset } from "./otherCharset";
import { readBody } from "./readBody";
import type { Tokens } from "./tokens";

/** A request that may be made, and for whom it is counted. */
export interface AdmittedRequest {
  readonly message: IncomingMessage;
  readonly grant: string;
  /** undefined for a request without a message. */
  readonly body: Buffer | undefined;
}

/** Who may ask. */
export interface Admittance {
  readonly listensOn: string;
  readonly origins: readonly string[];
  /** The grant of everybody, where there are no tokens. */
  readonly grant: string;
  readonly tokens: Tokens | undefined;
}

/** A request that may be made; otherwise it has been answered. */
export async function admitRequest(
  message: IncomingMessage,
  response: ServerResponse,
  { listensOn, origins, grant: grantOfAll, tokens }: Admittance,
): Promise<AdmittedRequest | undefined> {
  const refuse = (status: number, why: string, headers: Record<string, string> = {}, code?: -32020): undefined => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(refusedAnswer(why, code ?? -32600));
    // What is left of a request that is not read.
    message.resume();
    return undefined;
  };
  const { headers, method } = message;
  const foreign = foreignOrigin(headers, listensOn, origins);
  if (foreign !== undefined) return refuse(403, foreign);
  const grant = tokens === undefined ? grantOfAll : tokens.grantOf(headers.authorization);
  if (grant === undefined)
    return refuse(401, "Send a bearer token that this gateway knows.", { "www-authenticate": "Bearer" });
  if (method === "GET" || method === "DELETE") return { message, grant, body: undefined };
  if (method !== "POST") return refuse(405, "Send a message by POST.", { allow: "GET, POST, DELETE" });
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") return refuse(415, "A compressed body is refused: the gateway must read it.");
  if (namesOtherCharset(headers["content-type"]))
    return refuse(415, "A body in another charset than UTF-8 is refused: the server might read another message.");
  const body = await readBody(message);
  if (body === undefined) return refuse(413, "The message has more than 64 MB.");
  const mismatch = repeatsBody(headers) ? headerMismatch(headers, jsonOf(body)) : undefined;
  if (mismatch !== undefined) return refuse(400, mismatch, {}, -32020);
  return { message, grant, body };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
