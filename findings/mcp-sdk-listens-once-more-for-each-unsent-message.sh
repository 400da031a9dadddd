#!/bin/sh
# The MCP TypeScript SDK's stdio server transport adds a listener to standard output for each message that the client has not
# read yet: a server that sends more than ten answers to a slow client makes Node.js warn of a leak
# (MaxListenersExceededWarning) on standard error, where clients show it. The listeners go when the client reads. The second
# line of the SDK adds two for each: "drain" and "error".
#
# Sends 1,000 small results into a pipe that nobody reads, and counts listeners; fails when there are no longer hundreds.
#
# Seen with @modelcontextprotocol/sdk 1.32.2: 779 "drain", 0 "error"; with @modelcontextprotocol/server 2.4.0: 779 and 780.
#
# Needs Node.js 20 or newer and npm.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --prefix . @modelcontextprotocol/sdk@1.32.2 @modelcontextprotocol/server@2.4.0 >/dev/null
cat >count.mjs <<'JS'
import { PassThrough } from "node:stream";
import { StdioServerTransport as First } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StdioServerTransport as Second } from "@modelcontextprotocol/server/stdio";
const warned = new Set();
process.on("warning", ({ name }) => warned.add(name));
const counts = [];
for (const [name, Transport] of [["sdk 1.32.2", First], ["server 2.4.0", Second]]) {
  const output = new PassThrough();
  const transport = new Transport(new PassThrough(), output);
  await transport.start();
  for (let id = 1; id <= 1000; id++) transport.send({ jsonrpc: "2.0", id, result: { text: "x".repeat(100) } });
  counts.push(output.listenerCount("drain"));
  console.log(`${name}: drain ${output.listenerCount("drain")}, error ${output.listenerCount("error")}`);
}
await new Promise((resolve) => setImmediate(resolve));
console.log([...warned].join());
process.exit(counts.every((count) => count > 500) && warned.has("MaxListenersExceededWarning") ? 0 : 1);
JS
node count.mjs 2>/dev/null
