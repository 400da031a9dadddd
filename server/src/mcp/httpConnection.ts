import type { Connection, Patience } from "./connection";
import { bodyText, events, exchange } from "./httpExchange";
import { statusFailure } from "./httpStatus";
import { type Answer, type Outgoing, readMessage, writeMessage } from "./jsonRpc";
import { NotUnderstood } from "./serverFailure";

/**
 * MCP over Streamable HTTP, of both eras: a message is a POST of its own, and its answer is JSON or a stream of events. Own
 * code for the reason of `stdioConnection`: the answer's text is kept as it came.
 */
export function httpConnection(url: string, given: Readonly<Record<string, string>>, patience: Patience): Connection {
  let nextId = 1;
  let more: Readonly<Record<string, string>> = {};
  let session: string | undefined;
  const headers = (): Record<string, string> => ({
    ...given,
    ...more,
    "Content-Type": "application/json",
    Accept: "application/json, text/event-stream",
    ...(session !== undefined && { "Mcp-Session-Id": session }),
  });
  const post = (message: Outgoing, body: string): Promise<Response> =>
    exchange({ method: "POST", url, headers: { ...headers(), "Mcp-Method": message.method }, body }, patience);
  return {
    transport: "streamable-http",
    async ask(request) {
      const id = nextId++;
      const response = await post(request, writeMessage(request, id));
      session = response.headers.get("mcp-session-id") ?? session;
      const answer = await answerIn(response, id, patience);
      if (answer !== undefined) return answer;
      throw new NotUnderstood(`The server has not answered "${request.method}".`);
    },
    async tell(notification) {
      const response = await post(notification, writeMessage(notification));
      await response.body?.cancel().catch(() => {});
    },
    setHeaders(changed) {
      more = changed;
    },
    async end() {
      if (session === undefined) return;
      const closing = { timeout: 2_000, signal: new AbortController().signal };
      await exchange({ method: "DELETE", url, headers: headers() }, closing)
        .then((response) => response.body?.cancel())
        .catch(() => {});
    },
  };
}

/** The answer with an id; also that of a refused request, which has a status of its own. */
async function answerIn(response: Response, id: number, patience: Patience): Promise<Answer | undefined> {
  const type = response.headers.get("content-type") ?? "";
  if (response.ok && type.startsWith("text/event-stream")) {
    for await (const { data } of events(response, patience)) {
      const answer = asAnswer(data, id);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }
  const text = await bodyText(response, patience);
  const answer = asAnswer(text, id);
  if (answer !== undefined && response.status !== 401 && response.status !== 403) return answer;
  if (!response.ok) throw statusFailure(response.status, response.url, text);
  return undefined;
}

/** A message that answers; an error without an id is about the only request that there is. */
function asAnswer(text: string, id: number): Answer | undefined {
  const json = readMessage(text);
  if (json === undefined || typeof json.method === "string") return undefined;
  const isOurs =
    String(json.id) === String(id) || ((json.id === null || json.id === undefined) && json.error !== undefined);
  return isOurs ? { text, json } : undefined;
}
