/** A server over HTTP that answers every request at once. Its port is said on the first line. */
import { createServer } from "node:http";

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  const { id, method, params } = body === "" ? {} : JSON.parse(body);
  if (id === undefined) {
    response.writeHead(request.method === "POST" ? 202 : 405).end();
    return;
  }
  const first = {
    protocolVersion: params?.protocolVersion,
    capabilities: {},
    serverInfo: { name: "echo", version: "1" },
  };
  const result = method === "initialize" ? first : { content: [{ type: "text", text: "ok" }] };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", id, result }));
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/mcp`));
