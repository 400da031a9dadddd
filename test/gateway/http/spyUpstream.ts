/** An MCP server over HTTP that keeps what it gets. How it answers is the test's choice. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type AnswerWith = (request: SeenRequest, response: ServerResponse) => void;

/** Answers each request by JSON with what it was sent. */
export const echo: AnswerWith = ({ body }, response) => {
  const message = JSON.parse(body || "{}");
  const answer = (each: { id: unknown; params?: unknown }) => ({
    jsonrpc: "2.0",
    id: each.id,
    result: { got: each.params },
  });
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(Array.isArray(message) ? message.map(answer) : answer(message)));
};

export async function spyUpstream() {
  const seen: SeenRequest[] = [];
  const state: { answer: AnswerWith } = { answer: echo };
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { method = "", url = "", headers } = message;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    seen.push(request);
    state.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    url: new URL(`http://127.0.0.1:${port}/mcp`),
    answerWith: (answer: AnswerWith) => {
      state.answer = answer;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
