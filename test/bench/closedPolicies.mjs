/**
 * `node test/bench/closedPolicies.mjs [policies] [seconds]`: how long a hover takes, and what memory the server needs, while
 * it looks at that many closed policies of 1 MB; and how much of the waiting is the server's own work. By hand, after `npm run build`; on Linux.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const policies = Number(process.argv[2] ?? 500);
const seconds = Number(process.argv[3] ?? 600);
const folder = mkdtempSync(join(tmpdir(), "mcp-policy-closed-"));

/** A policy of 1 MB: 3,000 tools with requirements, denials and limits, and a warning here and there. */
function largePolicy(number) {
  const tools = [];
  for (let size = 0, index = 0; size < 990_000; index += 1) {
    const name = `tool_${number}_${index}`;
    const tool = `    ${JSON.stringify(name)}: {
      "require": [{ "conditions": [{ "path": "args.model", "op": "in", "value": ["crm.lead", "res.partner"] }], "on_deny": "Not this model." }],
      "deny_if": [{ "conditions": [{ "path": "args.limit", "op": "gt", "value": ${index} }], "on_deny": "Too many at once." }],
      "limits": [{ "counter": "${name}_rate", "window": "minute", "max": ${index % 90}, "scope": "grant" }]
    }`;
    size += tool.length + 2;
    tools.push(tool);
  }
  return `{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n${tools.join(",\n")}\n  }\n}\n`;
}

const text = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "odoo_write": {}\n  }\n}\n';
writeFileSync(join(folder, "open.policy.json"), text);
for (let number = 0; number < policies; number += 1)
  writeFileSync(join(folder, `${number}.policy.json`), largePolicy(number));

const blocks = join(folder, "blocks.txt");
const preload = fileURLToPath(new URL("ownBlocks.cjs", import.meta.url));
const server = spawn(process.execPath, ["--require", preload, "dist/server.js", "--stdio"], {
  stdio: ["pipe", "pipe", "inherit"],
  env: { ...process.env, OWN_BLOCKS: blocks },
});
let next = 0;
const waiting = new Map();
let checked = 0;
let unread = Buffer.alloc(0);
const send = (message) => {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
const ask = (method, params) =>
  new Promise((resolve) => {
    next += 1;
    waiting.set(next, resolve);
    send({ id: next, method, params });
  });
server.stdout.on("data", (bytes) => {
  unread = Buffer.concat([unread, bytes]);
  for (;;) {
    const end = unread.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(unread.subarray(0, end).toString())?.[1]);
    if (unread.length < end + 4 + length) return;
    const body = unread.subarray(end + 4, end + 4 + length);
    unread = unread.subarray(end + 4 + length);
    if (body.includes('"textDocument/publishDiagnostics"')) checked += 1;
    else {
      const { id, result } = JSON.parse(body.toString());
      waiting.get(id)?.(result);
      waiting.delete(id);
    }
  }
});

const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
const uri = pathToFileURL(join(folder, "open.policy.json")).href;
await ask("initialize", {
  processId: process.pid,
  rootUri: null,
  workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "closed" }],
  capabilities: {},
});
send({ method: "initialized", params: {} });
send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "mcp-policy", version: 1, text } } });

const start = Date.now();
const hovers = [];
let most = 0;
// The open policy is published as well.
while (checked < policies + 1 && Date.now() - start < seconds * 1_000) {
  const before = performance.now();
  await ask("textDocument/hover", { textDocument: { uri }, position: { line: 4, character: 8 } });
  hovers.push(performance.now() - before);
  most = Math.max(most, memory());
  await new Promise((resolve) => setTimeout(resolve, 20));
}
const elapsed = (Date.now() - start) / 1_000;
hovers.sort((one, other) => one - other);
const at = (part) => hovers[Math.min(hovers.length - 1, Math.floor(hovers.length * part))]?.toFixed(1);
console.log(`${checked - 1} of ${policies} policies of 1 MB checked in ${elapsed.toFixed(1)} s`);
console.log(`${hovers.length} hovers: median ${at(0.5)} ms, 99 % ${at(0.99)} ms, slowest ${at(1)} ms`);
const seen = existsSync(blocks)
  ? readFileSync(blocks, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" ").map(Number))
  : [];
const longest = [0, 1, 2].map((part) => Math.max(0, ...seen.map((block) => block[part] ?? 0)));
console.log(
  `longest block: ${longest[0]} ms; of own work in one: ${longest[1]} ms; of waiting for a processor: ${longest[2]} ms`,
);
console.log(`most memory: ${most.toFixed(0)} MB`);
const asked = performance.now();
const found = await ask("textDocument/references", {
  textDocument: { uri },
  position: { line: 4, character: 8 },
  context: { includeDeclaration: true },
});
console.log(`references in all of them: ${((performance.now() - asked) / 1_000).toFixed(1)} s, ${found.length} found`);
server.kill();
rmSync(folder, { recursive: true, force: true });
