/**
 * `node test/realServers/conformance.mjs`, outside CI: runs `@modelcontextprotocol/conformance` against a server directly and through
 * the gateway with a policy that allows everything, and against a client that asks directly and through it. Prints a
 * table for docs/gateway.md. Needs `npm run build`, Node.js 22 in `CONFORMANCE_NODE` (the suite asks for it) and the registry.
 */
import { execFile, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";

const version = "0.1.16";
const here = import.meta.dirname;
const cli = join(here, "../../dist/cli.js");
const node = process.env.CONFORMANCE_NODE ?? process.execPath;
const folder = process.env.CONFORMANCE_FOLDER ?? mkdtempSync(join(tmpdir(), "mcp-conformance-"));
const policy = join(folder, "all.json");
const port = 39_417;

writeFileSync(policy, '{"version": "1", "default": "allow", "tools": {}}');
if (process.env.CONFORMANCE_FOLDER === undefined)
  spawnSync(
    "npm",
    ["install", "--ignore-scripts", "--prefix", folder, `@modelcontextprotocol/conformance@${version}`],
    { stdio: "inherit" },
  );
const suite = join(folder, "node_modules/@modelcontextprotocol/conformance/dist/index.js");

/** A process, when it has said that it listens; and what it said. */
async function listening(words, wanted) {
  const child = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  for await (const chunk of child.stderr) {
    said += chunk;
    const found = wanted.exec(said);
    if (found !== null) return { child, address: found[1] };
  }
  throw new Error(said);
}

const run = (words) =>
  promisify(execFile)(node, [suite, ...words], { cwd: folder, maxBuffer: 1e8 }).then(
    ({ stdout, stderr }) => stdout + stderr,
    ({ stdout, stderr }) => stdout + stderr,
  );

/** "2 of 2" for each scenario of a summary. */
function counts(output) {
  const lines = stripVTControlCharacters(output).matchAll(/^[✓✗] ([\w/-]+): (\d+) passed, (\d+) failed/gm);
  return new Map(Array.from(lines, ([, name, passed, failed]) => [name, `${passed} of ${+passed + +failed}`]));
}

async function serverScenarios() {
  const server = await listening([join(here, "conformanceServer.mjs"), `${port}`], /listening/);
  const url = `http://127.0.0.1:${port}/mcp`;
  const gateway = await listening([cli, "gateway", policy, "--listen", "0", "--url", url], /(http:\S+)\.\n/);
  const direct = counts(await run(["server", "--url", url, "--suite", "all"]));
  const through = counts(await run(["server", "--url", gateway.address, "--suite", "all"]));
  server.child.kill();
  gateway.child.kill();
  return [...direct].map(([name, result]) => [name, result, through.get(name) ?? "–"]);
}

async function clientScenarios() {
  const rows = [];
  for (const name of ["initialize", "tools_call", "elicitation-sep1034-client-defaults", "sse-retry"]) {
    const results = [];
    for (const way of ["direct", "through"]) {
      const command = `${process.execPath} ${join(here, "conformanceClient.mjs")} ${way} ${policy}`;
      const output = stripVTControlCharacters(await run(["client", "--command", command, "--scenario", name]));
      const [, passed, all] = /(?:Passed|passed): (\d+)\/(\d+)/.exec(output) ?? [];
      results.push(passed === undefined ? output.slice(-300) : `${passed} of ${all}`);
    }
    rows.push([name, ...results]);
  }
  return rows;
}

const table = (head, rows) =>
  console.log([head, "| --- | --- | --- |", ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n"));
console.log(`\n@modelcontextprotocol/conformance ${version}, ${new Date().toISOString().slice(0, 10)}\n`);
table("| Scenario for servers | Directly | Through the gateway |", await serverScenarios());
console.log("");
table("| Scenario for clients | Directly | Through the gateway |", await clientScenarios());
if (process.env.CONFORMANCE_FOLDER === undefined) rmSync(folder, { recursive: true, force: true });
