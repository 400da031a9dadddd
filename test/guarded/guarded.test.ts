/** `dist/server.js --gateway`: the gateway that VS Code starts for a server that a person has agreed to run. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { foundTargets } from "../../server/src/mcp/clients/foundTargets";
import { type GuardedServer, type GuardedTarget, gatewayWord } from "../../server/src/protocol/guardedServer";
import { finished } from "../cli/builtCli";
import { callLine, deniedText } from "../gateway/decided";
import { spyUpstream } from "../gateway/http/spyUpstream";
import { buildServer, serverModule } from "../lsp/builtServer";

const server = `
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const { id, params } = JSON.parse(line);
  const text = [params.name, process.env.SECRET, process.cwd(), process.env.OTHER ?? "no other"].join(" ");
  console.log(JSON.stringify({ jsonrpc: "2.0", id, result: { content: [{ type: "text", text }] } }));
}`;
const policy = {
  version: "1",
  default: "deny",
  tools: { read: {}, send: { limits: [{ counter: "c", window: "day", max: 1, scope: "grant" }] } },
};

let folder: string;
const running: ChildProcess[] = [];
const upstreams: Awaited<ReturnType<typeof spyUpstream>>[] = [];
beforeAll(buildServer, 120_000);
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "mcp-policy-guarded-")));
  writeFileSync(join(folder, "server.mjs"), server);
  writeFileSync(join(folder, "policy.json"), JSON.stringify(policy));
  writeEntry("a-secret");
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  for (const upstream of upstreams.splice(0)) await upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

function writeEntry(secret: string): void {
  const files = { command: process.execPath, args: ["server.mjs"], env: { SECRET: secret } };
  writeFileSync(join(folder, ".mcp.json"), JSON.stringify({ mcpServers: { files } }));
}

/** A server that lives elsewhere, and an entry of a client that has its address. */
async function remoteEntry(headers: object, more: object = {}) {
  const upstream = await spyUpstream();
  upstreams.push(upstream);
  upstream.answerWith(({ body, headers: got }, response) => {
    const { id } = JSON.parse(body);
    const result = { content: [{ type: "text", text: `from afar with ${got["x-key"]}` }] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ jsonrpc: "2.0", id, result }));
  });
  const files = { type: "http", url: upstream.url.href, headers, ...more };
  writeFileSync(join(folder, ".mcp.json"), JSON.stringify({ mcpServers: { files } }));
  return upstream;
}

/** The id of the entry as a person is shown it. */
async function shownEntry(): Promise<GuardedTarget> {
  const system = { platform: process.platform, home: folder, env: {} };
  const [found] = await foundTargets(system, { env: {}, workspace: folder, home: folder });
  return { found: found?.id ?? "" };
}

function start(target: GuardedTarget, more: Partial<GuardedServer> = {}) {
  const order: GuardedServer = {
    policy: join(folder, "policy.json"),
    workspace: folder,
    server: target,
    log: join(folder, "calls.jsonl"),
    keepsValues: true,
    redacted: [],
    ...more,
  };
  const child = spawn(process.execPath, [serverModule, gatewayWord, JSON.stringify(order)], {
    cwd: tmpdir(),
    env: { ...process.env, HOME: folder, OTHER: "another secret" },
    stdio: "pipe",
  });
  running.push(child);
  const lines: AsyncIterator<string> = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    end: finished(child),
    close: () => child.stdin.end(),
    async call(tool: string, args: object = {}): Promise<string> {
      child.stdin.write(callLine(tool, args));
      return deniedText((await lines.next()).value);
    },
  };
}

const logged = () =>
  readFileSync(join(folder, "calls.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

it("starts the entry of a client with its own variables alone, in the folder, behind the policy", async () => {
  const { call, close, end } = start(await shownEntry());
  expect(await call("read")).toBe(`read a-secret ${folder} no other`);
  expect(await call("drop")).toBe('[POLICY DENIED] Tool "drop" is not permitted by policy');
  writeFileSync(join(folder, "policy.json"), JSON.stringify({ ...policy, default: "allow" }));
  expect(await call("drop")).toMatch(/^drop a-secret/);
  close();
  expect((await end).code).toBe(0);
});

it("logs each call with line and counters, and with values as it was told", async () => {
  const { call, close, end } = start(await shownEntry(), { redacted: ["args.key"] });
  await call("send", { to: "a", key: "s" });
  await call("send", { to: "b" });
  close();
  await end;
  expect(logged()).toMatchObject([
    { decision: "allow", values: { to: "a", key: "[redacted]" }, counters: [{ value: 1, max: 1 }], line: 1 },
    { decision: "deny", rule: "/tools/send/limits/c", values: { to: "b" }, counters: [{ value: 1, max: 1 }], line: 1 },
  ]);
});

it("does not start an entry that has changed since it was shown", async () => {
  const target = await shownEntry();
  writeEntry("another");
  const { end, close } = start(target);
  close();
  expect(await end).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("has changed since you agreed"),
  });
});

it("starts a command with the variables that are named", async () => {
  const { call } = start({ command: [process.execPath, "server.mjs"], env: ["OTHER"] });
  expect(await call("read")).toBe(`read  ${folder} another secret`);
});

it("reads the policy as its repository has configured", async () => {
  mkdirSync(join(folder, ".mcp-policy"));
  writeFileSync(join(folder, ".mcp-policy/config.json"), '{"assumptions": {"missingArgument": "denies"}}');
  const condition = { path: "args.a", op: "eq", value: 1 };
  writeFileSync(
    join(folder, "policy.json"),
    JSON.stringify({ ...policy, tools: { read: { deny_if: [{ conditions: [condition], on_deny: "No." }] } } }),
  );
  const { call } = start(await shownEntry());
  expect(await call("read", { a: 2 })).toMatch(/^read/);
  expect(await call("read")).toBe("[POLICY DENIED] No.");
});

it("reaches the address of an entry with the entry's headers, which no process shows, behind the policy", async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the client reads.
  const upstream = await remoteEntry({ "X-Key": "${OTHER}" });
  const { call, close, end } = start(await shownEntry());
  expect(await call("read", { a: 1 })).toBe("from afar with another secret");
  expect(await call("drop")).toBe('[POLICY DENIED] Tool "drop" is not permitted by policy');
  expect(upstream.seen.map(({ body }) => JSON.parse(body).params)).toEqual([{ name: "read", arguments: { a: 1 } }]);
  close();
  expect((await end).code).toBe(0);
  expect(logged()).toMatchObject([
    { tool: "read", decision: "allow" },
    { tool: "drop", decision: "deny" },
  ]);
});

it("reaches an address with headers whose values come from variables", async () => {
  const { url } = await remoteEntry({});
  const { call } = start({ url: url.href, headers: { "x-key": "OTHER" } });
  expect(await call("read")).toBe("from afar with another secret");
});

it.each([
  [
    "a variable without a value",
    () => ({ url: "http://127.0.0.1:1/mcp", headers: { a: "NO_SUCH_NAME" } }),
    "Set the environment variable NO_SUCH_NAME.",
  ],
  [
    "an address of another kind",
    () => ({ url: "ftp://127.0.0.1/mcp", headers: {} }),
    "ftp://127.0.0.1/mcp is not an address of a server",
  ],
  [
    "an entry of another kind",
    async () => {
      await remoteEntry({}, { url: "ftp://127.0.0.1/mcp" });
      return shownEntry();
    },
    "does not start with https:// or http://",
  ],
  [
    "the older transport",
    async () => {
      await remoteEntry({}, { type: "sse" });
      return shownEntry();
    },
    "speaks the older transport with two addresses (SSE)",
  ],
])("says in a sentence why it does not reach a server: %s", async (_, target, sentence) => {
  const { end, close } = start(await target());
  close();
  expect(await end).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(sentence) });
});
