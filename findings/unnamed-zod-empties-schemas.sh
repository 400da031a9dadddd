#!/bin/sh
# An MCP server that was published with whole input schemas lists tools without arguments when it is installed today.
#
# server-filesystem 2025.8.21 imports zod and does not name it as a dependency: it gets the one that the MCP SDK brings, which
# has become zod 4 since. zod-to-json-schema, which makes its input schemas, reads zod 3 only and answers with an empty schema,
# without an error. So 13 of 14 tools, such as write_file, take nothing that a client or a gateway could check; the
# fourteenth has its schema written by hand. The same release with zod 3 has them all.
#
# Installs it with either zod, counts the tools that declare arguments, and fails when that is no longer 0 and 13.
#
# Seen with @modelcontextprotocol/server-filesystem 2025.8.21, @modelcontextprotocol/sdk 1.32.2 and zod-to-json-schema 3.25.2:
#   zod 4.6.7: 0 of 14 tools declare arguments, write_file: {"$schema":"http://json-schema.org/draft-07/schema#"}
#   zod 3.25.76: 13 of 14 tools declare arguments, write_file: {"type":"object","properties":{"path":…
#
# Needs Node.js 20 or newer and npm.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >list.mjs <<'JS'
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
const [zod, expected] = process.argv.slice(2);
const server = spawn("node", ["node_modules/@modelcontextprotocol/server-filesystem/dist/index.js", "."], { stdio: ["pipe", "pipe", "ignore"] });
const send = (message) => server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
createInterface({ input: server.stdout }).on("line", (line) => {
  const { id, result } = JSON.parse(line);
  if (id === 1) {
    send({ method: "notifications/initialized" });
    send({ id: 2, method: "tools/list" });
  }
  if (id !== 2) return;
  const declared = result.tools.filter(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}).length > 0);
  const write = result.tools.find(({ name }) => name === "write_file");
  console.log(`zod ${zod}: ${declared.length} of ${result.tools.length} tools declare arguments, write_file: ${JSON.stringify(write.inputSchema).slice(0, 60)}`);
  server.kill();
  process.exitCode = declared.length === Number(expected) ? 0 : 1;
});
const clientInfo = { name: "list", version: "1" };
send({ id: 1, method: "initialize", params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo } });
JS
for pair in 4.6.7:0 3.25.76:13; do
  zod=${pair%:*}
  rm -rf node_modules package-lock.json
  cat >package.json <<JSON
{ "private": true,
  "dependencies": { "@modelcontextprotocol/server-filesystem": "2025.8.21" },
  "overrides": { "@modelcontextprotocol/sdk": "1.32.2", "zod-to-json-schema": "3.25.2", "zod": "$zod" } }
JSON
  npm install --silent --no-audit --no-fund >/dev/null
  node list.mjs "$zod" "${pair#*:}"
done
