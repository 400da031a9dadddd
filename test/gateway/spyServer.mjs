/**
 * An MCP server that answers everything with what it has got, and keeps all bytes that it gets in a file.
 * `node spyServer.mjs FILE [how]`: how it ends (`exit 3`), what it says, and what it does with signals.
 */
import { appendFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [file, how = ""] = process.argv.slice(2);
writeFileSync(file, "");
process.stderr.write("spy is up\n");
if (how === "die") {
  process.stderr.write("the token is missing\n");
  process.exit(3);
}
if (how === "stay") {
  setInterval(() => {}, 1e6);
  process.on("SIGTERM", () => {
    appendFileSync(file, "SIGTERM\n");
    process.exit(9);
  });
}
if (how === "noisy") process.stdout.write("starting…\n");
process.stdin.on("data", (chunk) => appendFileSync(file, chunk));
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (Array.isArray(message)) continue;
  const { id, method, params } = message;
  if (id === undefined || method === undefined) continue;
  const tools = ["read", "secret", "send"].map((name) => ({ name, inputSchema: { type: "object" } }));
  const result = method === "tools/list" ? { tools } : { content: [{ type: "text", text: JSON.stringify(params) }] };
  const answer = params?.name === "fails" ? { error: { code: -32603, message: "No." } } : { result };
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", id, ...answer })}\n`);
}
