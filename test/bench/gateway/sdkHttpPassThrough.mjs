/** What passes messages by the SDK's two transports over HTTP, and decides nothing. Its address is said on the first line. */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const toServer = new StreamableHTTPClientTransport(new URL(process.argv[2]));
const toClient = new StreamableHTTPServerTransport({ sessionIdGenerator: randomUUID, enableJsonResponse: true });
toClient.onmessage = (message) => toServer.send(message);
toServer.onmessage = (message) => toClient.send(message);
await toServer.start();
await toClient.start();
const server = createServer((request, response) => toClient.handleRequest(request, response));
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/mcp`));
