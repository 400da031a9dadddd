import type { IncomingMessage, ServerResponse } from "node:http";
import { reasonOf } from "../../policy/words/plain/reasonOf";
import { refusedAnswer } from "../message/answers";
import type { Exchange, Passed } from "../relay/exchange";
import type { ServerAddress } from "../remote/remoteServer";
import type { AdmittedRequest } from "./admitRequest";
import { forwardedHeaders } from "./forwardedHeaders";
import { passAnswer } from "./passAnswer";
import { Sessions } from "./sessions";
import { askUpstream, wasNotSent } from "./upstream";

/** What answers requests that may be made. */
export type Backend = (request: AdmittedRequest, response: ServerResponse) => Promise<void>;

/** Passes requests to a server over HTTP. `keepsAuthorization`: the client's token is the server's, and not this gateway's. */
export function proxyTo(
  { url, headers: given }: ServerAddress,
  makeExchange: (grant: string) => Exchange,
  keepsAuthorization: boolean,
): Backend {
  const sessions = new Sessions(makeExchange);
  const dropped = ["host", "content-length", "accept-encoding", ...(keepsAuthorization ? [] : ["authorization"])];
  return async ({ message, grant, body }, response) => {
    const session = message.headers["mcp-session-id"];
    const exchange = sessions.of(grant, typeof session === "string" ? session : undefined);
    const passed = body && (await exchange.fromClient(body));
    if (passed !== undefined && passed.toServer === undefined) {
      answerDenied(passed, response);
      return;
    }
    const headers = Object.assign(forwardedHeaders(message.headers, dropped), given);
    // An answer that is compressed could not be looked into.
    headers["accept-encoding"] = "identity";
    const call = askUpstream(targetOf(url, message), {
      method: message.method ?? "POST",
      headers,
      body: passed?.toServer,
    });
    // A client that goes away cancels its request.
    response.on("close", () => {
      if (!response.writableFinished) call.cancel();
    });
    let answer: IncomingMessage;
    try {
      answer = await call.answer;
    } catch (error) {
      if (!response.headersSent && !response.destroyed) await answerFailure(error, passed, exchange, response);
      return;
    }
    if (message.method === "DELETE" && typeof session === "string") sessions.forget(grant, session);
    await passAnswer(answer, response, exchange, passed?.toClient ?? []);
  };
}

/** The path of the gateway stands for that of the server; what is asked behind it is kept. */
function targetOf(url: URL, { url: asked = "/" }: IncomingMessage): URL {
  const query = asked.indexOf("?");
  if (query < 0 || url.search !== "") return url;
  const target = new URL(url);
  target.search = asked.slice(query);
  return target;
}

/** Answers what does not go on. */
export function answerDenied({ toClient, isBatch }: Passed, response: ServerResponse): void {
  if (toClient.length === 0) {
    // Notifications alone: no answer is expected.
    response.writeHead(202).end();
    return;
  }
  const isRefused = !isBatch && toClient[0]?.includes('"error":') === true && toClient[0].includes('"id":null');
  response.writeHead(isRefused ? 400 : 200, { "content-type": "application/json" });
  response.end(isBatch ? `[${toClient.join(",")}]` : toClient[0]);
}

/** The server gave no answer: each request that waits for one gets an error. */
async function answerFailure(
  error: unknown,
  passed: Passed | undefined,
  exchange: Exchange,
  response: ServerResponse,
): Promise<void> {
  const why = `The server does not answer: ${reasonOf(error)}`;
  const answers = (passed?.asks ?? []).map((id) => refusedAnswer(why, -32603, id));
  // It has not run what it has not got, so counts are given back.
  if (wasNotSent(error)) for (const each of answers) await exchange.fromServer(Buffer.from(each));
  const all = [...answers, ...(passed?.toClient ?? [])];
  response.writeHead(502, { "content-type": "application/json" });
  response.end(passed?.isBatch ? `[${all.join(",")}]` : (all[0] ?? refusedAnswer(why, -32603)));
}
