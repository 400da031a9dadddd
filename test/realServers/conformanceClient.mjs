/**
 * The client that the conformance suite tests, by the official SDK 1: `direct|through POLICY URL`. It lists the tools, calls each
 * of them and accepts every question; `through` has the gateway in front of the server.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const [way, policy, url] = process.argv.slice(2);
const cli = join(import.meta.dirname, "../../dist/cli.js");

/** The address to ask, and what ends it. */
async function place() {
  if (way === "direct") return { address: url, end: () => {} };
  const words = [cli, "gateway", policy, "--listen", "0", "--url", url];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  for await (const chunk of child.stderr) {
    said += chunk;
    const found = /(http:\S+)\.\n/.exec(said);
    if (found !== null) return { address: found[1], end: () => child.kill() };
  }
  throw new Error(said);
}

const { address, end } = await place();
const capabilities = { elicitation: { form: { applyDefaults: true } } };
const client = new Client({ name: "conformance-client", version: "1" }, { capabilities });
client.setRequestHandler(ElicitRequestSchema, async () => ({ action: "accept", content: {} }));
await client.connect(new StreamableHTTPClientTransport(new URL(address)));
const { tools } = await client.listTools();
for (const { name } of tools) await client.callTool({ name, arguments: { a: 5, b: 3 } });
await client.close();
end();
