/**
 * A server by the official SDK that speaks 2026-07-28: over stdio, or over HTTP with the word `http`, when it prints its port.
 * The word `both` has it speak the older revisions too.
 */
import { createServer } from "node:http";
import { acceptedContent, createMcpHandler, inputRequired, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import * as z from "zod/v4";

const words = process.argv.slice(2);
const legacy = words.includes("both") ? undefined : { legacy: "reject" };
const said = (text) => ({ content: [{ type: "text", text }] });

const factory = () => {
  const server = new McpServer({ name: "modern-server", version: "2.0.0" });
  server.registerTool("echo", { inputSchema: z.object({ text: z.string() }) }, async ({ text }) => said(text));
  server.registerTool("fail", { inputSchema: z.object({}) }, async () => {
    throw new Error("It failed.");
  });
  const answer = z.object({ yes: z.boolean() });
  server.registerTool("ask", { inputSchema: z.object({}) }, async (_, { mcpReq }) => {
    const accepted = acceptedContent(mcpReq.inputResponses, "sure", answer);
    if (accepted !== undefined) return said(`The person said ${accepted.yes}.`);
    const sure = inputRequired.elicit({ message: "Sure?", requestedSchema: answer });
    return inputRequired({ inputRequests: { sure }, requestState: "größe 1" });
  });
  server.registerResource("one", "test://one", {}, async () => ({ contents: [{ uri: "test://one", text: "1" }] }));
  server.registerPrompt("hello", {}, async () => ({
    messages: [{ role: "user", content: { type: "text", text: "Hello" } }],
  }));
  return server;
};

if (words.includes("http")) {
  const handler = createMcpHandler(factory, legacy);
  const http = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await handler.fetch(
      new Request(`http://${request.headers.host}${request.url}`, {
        method: request.method,
        headers: request.headers,
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      }),
    );
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  http.listen(0, "127.0.0.1", () => console.error(`listening on ${http.address().port}.`));
} else serveStdio(factory, legacy);
