/** What passes messages by the SDK's two transports, and decides nothing. */
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

const toClient = new StdioServerTransport();
const toServer = new StdioClientTransport({ command: process.execPath, args: process.argv.slice(2) });
toClient.onmessage = (message) => toServer.send(message);
toServer.onmessage = (message) => toClient.send(message);
process.stdin.on("end", () => toServer.close());
await toServer.start();
await toClient.start();
