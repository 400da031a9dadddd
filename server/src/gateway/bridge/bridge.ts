import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Child } from "../../mcp/childProcess";
import { isJsonObject } from "../../policy/text/json";
import type { AdmittedRequest } from "../http/admitRequest";
import { answerDenied, type Backend } from "../http/proxy";
import { refusedAnswer } from "../message/answers";
import type { Exchange } from "../relay/exchange";
import { ReplyStream } from "./replyStream";
import { ServerProcess } from "./serverProcess";

/** So many sessions have a server at the same time; the one that was used longest ago is ended. */
const mostSessions = 50;

/** A session of the legacy era: a process of its own. */
interface Session {
  readonly grant: string;
  readonly server: ServerProcess;
  /** Answers may come by another stream than that of their requests. */
  readonly exchange: Exchange;
}

/**
 * Gives a server that speaks stdio an address: `initialize` starts a process for each session, requests without a session, as
 * those of 2026-07-28 are, share one.
 */
export function bridgeTo(
  start: () => Child,
  makeExchange: (grant: string) => Exchange,
): { readonly backend: Backend; readonly close: () => Promise<void> } {
  const sessions = new Map<string, Session>();
  let shared: ServerProcess | undefined;

  const open = (grant: string): string => {
    const id = randomUUID();
    const server = new ServerProcess(start(), false, () => sessions.delete(id));
    sessions.set(id, { grant, server, exchange: makeExchange(grant) });
    const [oldest] = sessions;
    if (sessions.size > mostSessions && oldest !== undefined) {
      sessions.delete(oldest[0]);
      void oldest[1].server.end();
    }
    return id;
  };

  const sharedServer = (): ServerProcess => {
    if (shared === undefined || shared.isGone) shared = new ServerProcess(start(), true, () => {});
    return shared;
  };

  /** The session of a request; undefined when there is none of this name for this grant. */
  const sessionOf = (id: string, grant: string): Session | undefined => {
    const session = sessions.get(id);
    if (session === undefined || session.grant !== grant) return undefined;
    sessions.delete(id);
    sessions.set(id, session);
    return session;
  };

  const backend: Backend = async (request, response) => {
    const { message, grant, body } = request;
    const header = message.headers["mcp-session-id"];
    const named = typeof header === "string" ? header : undefined;
    const session = named === undefined ? undefined : sessionOf(named, grant);
    if (named !== undefined && session === undefined) return refuse(response, 404, "There is no such session.");
    if (body === undefined) {
      if (named === undefined || session === undefined)
        return refuse(response, 405, "A stream belongs to a session: send initialize first.");
      if (message.method === "DELETE") {
        sessions.delete(named);
        response.writeHead(204).end();
        return session.server.end();
      }
      session.server.listenBy(new ReplyStream(response, { asks: undefined, takesEvents: true }));
      return undefined;
    }
    if (session !== undefined) return pass(request, response, session.server, session.exchange, false);
    if (methodOf(body) !== "initialize") return pass(request, response, sharedServer(), makeExchange(grant), true);
    const id = open(grant);
    response.setHeader("mcp-session-id", id);
    const opened = sessions.get(id);
    if (opened !== undefined) await pass(request, response, opened.server, opened.exchange, false);
    return undefined;
  };

  return {
    backend,
    close: async () => {
      const servers = [...sessions.values()].map(({ server }) => server);
      await Promise.all([...servers, ...(shared === undefined ? [] : [shared])].map((server) => server.end()));
    },
  };
}

/** Lets a message through to a process, as far as the policy does. */
async function pass(
  { message, body = Buffer.alloc(0) }: AdmittedRequest,
  response: ServerResponse,
  server: ServerProcess,
  exchange: Exchange,
  isShared: boolean,
): Promise<void> {
  if (isShared && body.toString("utf8").trimStart().startsWith("["))
    return refuse(response, 400, "A batch needs a session.");
  const passed = await exchange.fromClient(body);
  if (passed.toServer === undefined) return answerDenied(passed, response);
  if (passed.asks.length === 0) {
    server.send(passed, exchange, undefined);
    // Denied calls of a batch whose rest needs no answer.
    if (passed.toClient.length > 0) return answerDenied(passed, response);
    response.writeHead(202).end();
    return undefined;
  }
  const accept = message.headers.accept ?? "";
  const takesEvents = /text\/event-stream|\*\/\*/.test(accept);
  const { asks, isBatch, toClient } = passed;
  const reply = new ReplyStream(response, { asks: asks.length, takesEvents, isBatch, answers: toClient });
  // In a session a client that goes away may come back; without one, going away is how it cancels.
  response.on("close", () => {
    if (isShared && !response.writableFinished) server.cancel(reply);
  });
  server.send(passed, exchange, reply);
  return undefined;
}

function refuse(response: ServerResponse, status: number, why: string): undefined {
  response.writeHead(status, { "content-type": "application/json" }).end(refusedAnswer(why, -32600));
  return undefined;
}

function methodOf(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isJsonObject(value) ? value.method : undefined;
  } catch {
    return undefined;
  }
}
