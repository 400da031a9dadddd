// A server of the modern era alone, by the official SDK: over stdio, or over HTTP when a port file is named.
import { createServer } from "node:http";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import * as z from "zod/v4";

const factory = () => {
  const server = new McpServer({ name: "modern-server", version: "2.0.0" });
  server.registerTool(
    "send_mail",
    { description: "Sends a mail.", inputSchema: z.object({ to: z.string() }), annotations: { destructiveHint: true } },
    async () => ({ content: [{ type: "text", text: "sent" }] }),
  );
  server.registerTool("list_mail", { description: "Lists mails.", inputSchema: z.object({}) }, async () => ({
    content: [{ type: "text", text: "none" }],
  }));
  return server;
};

if (process.argv[2] === "http") {
  const handler = createMcpHandler(factory, { legacy: "reject" });
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
  http.listen(0, "127.0.0.1", () => console.log(http.address().port));
} else serveStdio(factory, { legacy: "reject" });
