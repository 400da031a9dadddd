/**
 * `node test/realServers/compareServers.mjs`, outside CI: imports the servers of `servers.json`, which are npm packages of pinned
 * versions, and asks each one the same directly and through the gateway. Prints two tables for the documents. Packages are
 * installed into a temporary folder without their scripts, or taken from `SERVERS_FOLDER`; values of variables are
 * made up, so a server that signs in at its start does not start. Needs `npm run build` and the registry.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const cli = join(import.meta.dirname, "../../dist/cli.js");
const servers = JSON.parse(readFileSync(join(import.meta.dirname, "servers.json"), "utf8"));
const work = mkdtempSync(join(tmpdir(), "mcp-servers-"));
const folder = process.env.SERVERS_FOLDER ?? work;
const patience = 60_000;

if (process.env.SERVERS_FOLDER === undefined) {
  const dependencies = Object.fromEntries(servers.map((server) => [server.package, server.version]));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  const words = ["install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
  spawnSync("npm", words, { cwd: folder, stdio: "inherit" });
}
const policy = join(work, "all.json");
writeFileSync(policy, '{"version": "1", "default": "allow", "tools": {}}');
const files = join(work, "files");
mkdirSync(files);

const commandOf = (server) => [
  process.execPath,
  join(folder, "node_modules", server.package, server.entry),
  ...(server.args ?? []).map((word) => (word === "<path>" ? files : word)),
];

/** What the product's own import says of a server. */
function imported(server) {
  const name = server.package.replace(/^@/, "").replace(/[^\w.-]+/g, "-");
  const words = [cli, "import", name, ...Object.keys(server.env ?? {}).flatMap((each) => ["--env", each])];
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...words, "--", ...commandOf(server)], {
    cwd: work,
    env: { ...process.env, ...server.env },
    encoding: "utf8",
    timeout: 2 * patience,
  });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  const file = join(work, ".mcp-policy/servers", `${name}.json`);
  if (status !== 0 || !existsSync(file)) {
    const why = stderr.replaceAll(work, "").replaceAll(folder, "").trim().split("\n");
    return { era: "–", tools: "–", seconds, note: why.at(-1)?.slice(0, 100) ?? "" };
  }
  const { protocol, tools } = JSON.parse(readFileSync(file, "utf8"));
  const odd = / odd/.test(stderr) ? "some tools are odd" : "";
  return { era: `${protocol.era} ${protocol.version}`, tools: tools.length, seconds, note: odd };
}

/** The answers to `tools/list` and to a call of a tool that no server has, as they came. */
async function answers(words, env) {
  const child = spawn(words[0], words.slice(1), {
    cwd: work,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
  });
  const timer = setTimeout(() => process.kill(-child.pid, "SIGKILL"), patience);
  const say = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  child.stdin.on("error", () => {});
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "compare", version: "1" } };
  say({ id: 1, method: "initialize", params });
  const found = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const id = /^\{.*"id":\s*([123])\b/.exec(line) ? idOf(line) : undefined;
    if (id === 1) {
      say({ method: "notifications/initialized" });
      say({ id: 2, method: "tools/list" });
    }
    if (id === 2) {
      found.list = line;
      say({ id: 3, method: "tools/call", params: { name: "no_such_tool", arguments: {} } });
    }
    if (id !== 3) continue;
    found.unknown = line;
    break;
  }
  clearTimeout(timer);
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended.
  }
  return found;
}

function idOf(line) {
  try {
    const { id, method } = JSON.parse(line);
    return method === undefined ? id : undefined;
  } catch {
    return undefined;
  }
}

async function compared(server) {
  const words = commandOf(server);
  const direct = await answers(words, server.env);
  const again = await answers(words, server.env);
  const through = await answers([process.execPath, cli, "gateway", policy, "--", ...words], server.env);
  const same = (name) => {
    if (direct[name] === undefined) return "no answer in time, directly";
    if (through[name] === undefined) return "no answer in time, through the gateway";
    if (direct[name] === through[name]) return `same, ${Buffer.byteLength(direct[name]).toLocaleString("en")} bytes`;
    return direct[name] === again[name] ? "differs" : "differs between two starts, too";
  };
  return [same("list"), same("unknown")];
}

const name = ({ package: of, version }) => `${of} ${version}`;
console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}\n`);
console.log("| Server | Era | Tools | Seconds | Note |\n| --- | --- | ---: | ---: | --- |");
const started = [];
for (const server of servers) {
  const { era, tools, seconds, note } = imported(server);
  console.log(`| ${name(server)} | ${era} | ${tools} | ${seconds} | ${note.replaceAll("|", "/")} |`);
  if (tools !== "–") started.push(server);
}
console.log("\n| Server | `tools/list` | A call of an unknown tool |\n| --- | --- | --- |");
for (const server of started) console.log(`| ${name(server)} | ${(await compared(server)).join(" | ")} |`);
rmSync(work, { recursive: true, force: true });
