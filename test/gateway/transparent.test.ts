/** Real servers of the protocol's own repository, asked by its SDK, directly and through the gateway. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { type BuiltCli, buildCli, finished, project } from "../cli/builtCli";
import { freePort } from "./counters/redisServer";
import { said } from "./said";

const serverOf = (name: string) => join(project, "node_modules/@modelcontextprotocol", name, "dist/index.js");

let cli: BuiltCli;
let folder: string;
beforeAll(async () => {
  cli = await buildCli();
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-real-"));
  writeFileSync(join(folder, "all.json"), '{"version": "1", "default": "allow", "tools": {}}');
});
afterAll(() => {
  cli.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A client, and every message that it gets. */
async function connect(transport: Transport) {
  const client = new Client({ name: "test", version: "1" }, { capabilities: { roots: {} } });
  await client.connect(transport);
  const got: string[] = [];
  const { onmessage } = transport;
  transport.onmessage = (message, extra) => {
    got.push(JSON.stringify(message));
    onmessage?.(message, extra);
  };
  return { client, got };
}

const direct = (args: readonly string[]) =>
  new StdioClientTransport({ command: process.execPath, args: [...args], stderr: "ignore" });
const guarded = (policy: string, args: readonly string[], options: readonly string[] = []) =>
  direct([cli.module, "gateway", policy, ...options, "--", process.execPath, ...args]);

/** Asks for everything that the server has, and calls some of its tools. */
async function talk(transport: Transport): Promise<string[]> {
  const { client, got } = await connect(transport);
  await client.listTools();
  await client.listPrompts();
  await client.listResources();
  await client.callTool({ name: "echo", arguments: { message: "größe 𐌀 \u2028" } });
  await client.callTool({ name: "get-sum", arguments: { a: 1e21, b: 0.1 } });
  await client.callTool({ name: "no-such-tool" });
  await client.callTool(
    { name: "trigger-long-running-operation", arguments: { duration: 0.05, steps: 2 } },
    undefined,
    {
      onprogress: () => {},
    },
  );
  await client.ping();
  await client.close();
  // What a server says unasked may come at any time.
  return got.filter((message) => !/"method":"(?:roots\/list|notifications\/tools\/list_changed)"/.test(message)).sort();
}

test("server-everything says the same through the gateway, over stdio", async () => {
  const args = [serverOf("server-everything"), "stdio"];
  const through = await talk(guarded(join(folder, "all.json"), args));
  expect(through).toEqual(await talk(direct(args)));
  expect(through.length).toBeGreaterThan(8);
});

test("server-everything says the same through the gateway, over HTTP", async () => {
  const port = await freePort();
  const server = spawn(process.execPath, [serverOf("server-everything"), "streamableHttp"], {
    env: { ...process.env, PORT: String(port) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  await said(server, /listening/i);
  const url = `http://127.0.0.1:${port}/mcp`;
  const gateway = cli.start(["gateway", join(folder, "all.json"), "--listen", "0", "--url", url]);
  const [, address = ""] = await said(gateway, /(http:\S+)\.\n/);
  try {
    const through = await talk(new StreamableHTTPClientTransport(new URL(address)) as Transport);
    expect(through).toEqual(await talk(new StreamableHTTPClientTransport(new URL(url)) as Transport));
    expect(through.length).toBeGreaterThan(8);
  } finally {
    server.kill();
    gateway.kill();
  }
  expect(await finished(gateway)).toMatchObject({ code: 0 });
});

test("server-everything says the same over HTTP as over stdio, when the gateway gives it an address", async () => {
  const args = [serverOf("server-everything"), "stdio"];
  const gateway = cli.start(["gateway", join(folder, "all.json"), "--listen", "0", "--", process.execPath, ...args]);
  const [, address = ""] = await said(gateway, /(http:\S+)\.\n/);
  try {
    const through = await talk(new StreamableHTTPClientTransport(new URL(address)) as Transport);
    expect(through).toEqual(await talk(direct(args)));
  } finally {
    gateway.kill();
  }
  expect(await finished(gateway)).toMatchObject({ code: 0 });
});

/** The policy that the quick start of docs/gateway.md ends with. */
const documented = (): string => {
  const text = readFileSync(join(project, "docs/gateway.md"), "utf8");
  return [...text.matchAll(/<<'END'\n(\{\n {2}"version".*?\n\})\nEND/gs)].at(-1)?.[1] ?? "";
};

it("does what docs/gateway.md says with the file system server, and the log is replayed", async () => {
  const policy = join(folder, "policy.json");
  writeFileSync(policy, documented());
  const log = join(folder, "calls.jsonl");
  const { client } = await connect(
    guarded(policy, [serverOf("server-filesystem"), folder], ["--log", log, "--log-values"]),
  );
  const names = (await client.listTools()).tools.map(({ name }) => name);
  expect(names).toContain("write_file");
  expect(names).not.toContain("move_file");
  const write = async (path: string) => {
    const { content } = await client.callTool({
      name: "write_file",
      arguments: { path: join(folder, path), content: "x" },
    });
    return (content as { text: string }[])[0]?.text;
  };
  expect(await write("a.txt")).toMatch(/^Successfully wrote/);
  for (const name of ["a.env", "a.env/", "a.env/."])
    expect(await write(name)).toBe("[POLICY DENIED] Files with secrets are not written by agents.");
  await client.callTool({ name: "delete_file", arguments: {} });
  writeFileSync(policy, documented().replace("\\\\.env(/|$)", "\\\\.pem(/|$)"));
  expect(await write("a.env")).toMatch(/^Successfully wrote/);
  await client.close();
  writeFileSync(policy, documented());
  const { stdout } = await cli.run(["replay", policy, log, "--format", "json"]);
  expect(JSON.parse(stdout)).toMatchObject({ allowed: 1, denied: 5 });
  const suggested = await cli.run(["suggest", "--log", log, "--deny-rest"]);
  writeFileSync(policy, suggested.stdout);
  expect(JSON.parse(suggested.stdout)).toMatchObject({ default: "deny", tools: { write_file: {} } });
  const again = await cli.run(["replay", policy, log, "--format", "json"]);
  expect(JSON.parse(again.stdout).allowed).toBeGreaterThanOrEqual(2);
});
