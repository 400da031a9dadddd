/** The clients of both lines of the official SDK hear the same of a server directly and through the gateway, in both eras. */
import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as second from "@modelcontextprotocol/client";
import { StdioClientTransport as SecondStdio } from "@modelcontextprotocol/client/stdio";
import { Client as FirstClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as FirstStdio } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport as FirstHttp } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport as FirstTransport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli, finished, project } from "../cli/builtCli";
import { freePort } from "./counters/redisServer";
import { said } from "./said";

const modern = join(import.meta.dirname, "modernServer.mjs");
const everything = join(project, "node_modules/@modelcontextprotocol/server-everything/dist/index.js");

let cli: BuiltCli;
let policy: string;
beforeAll(async () => {
  cli = await buildCli();
  policy = join(cli.folder, "all.json");
  writeFileSync(policy, '{"version": "1", "default": "allow", "tools": {}}');
  places = {
    everything: await addresses([everything, "streamableHttp"], /listening/i, "/mcp", `${await freePort()}`),
    both: await addresses([modern, "http", "both"], /listening on (\d+)/, "/"),
  };
});
afterAll(async () => {
  for (const child of running) {
    const end = finished(child);
    child.kill();
    await end;
  }
  cli.remove();
});

type Places = Awaited<ReturnType<typeof addresses>>;
let places: { readonly everything: Places; readonly both: Places };
const running: ChildProcess[] = [];

/** What is used of a client, of either line. */
interface Talker {
  listTools(): Promise<unknown>;
  listResources(): Promise<unknown>;
  listPrompts(): Promise<unknown>;
  callTool(call: { name: string; arguments?: Record<string, unknown> }): Promise<unknown>;
  close(): Promise<void>;
}

/** A place to connect to. */
type Place = { readonly command: readonly string[] } | { readonly url: URL };

interface Recorded {
  onmessage?: ((message: never, extra?: never) => void) | undefined;
}

type Connect = (place: Place, record: (transport: Recorded) => void) => Promise<Talker>;

const accept = { action: "accept" as const, content: { yes: true } };

const connectFirst: Connect = async (place, record) => {
  const client = new FirstClient({ name: "test", version: "1" }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, async () => accept);
  const transport = "url" in place ? new FirstHttp(place.url) : new FirstStdio(started(place.command));
  record(transport as Recorded);
  await client.connect(transport as FirstTransport);
  return client;
};

const connectSecond =
  (mode: "legacy" | "auto" | { pin: string }): Connect =>
  async (place, record) => {
    const client = new second.Client(
      { name: "test", version: "1" },
      { capabilities: { elicitation: {} }, versionNegotiation: { mode } },
    );
    client.setRequestHandler("elicitation/create", async () => accept);
    const transport =
      "url" in place ? new second.StreamableHTTPClientTransport(place.url) : new SecondStdio(started(place.command));
    record(transport as Recorded);
    await client.connect(transport);
    return client;
  };

const clients: Readonly<Record<string, Connect>> = {
  "SDK 1": connectFirst,
  "SDK 2, legacy": connectSecond("legacy"),
  "SDK 2, which finds out": connectSecond("auto"),
  "SDK 2, modern": connectSecond({ pin: "2026-07-28" }),
};

const started = (words: readonly string[]) => ({
  command: process.execPath,
  args: [...words],
  stderr: "ignore" as const,
});

/** Everything that a client hears, and how each of its requests ends. */
async function transcript(connect: Connect, place: Place): Promise<string[]> {
  const heard: string[] = [];
  const record = (transport: Recorded): void => {
    transport.onmessage = (message) => void heard.push(JSON.stringify(message));
  };
  const ended = async (name: string, request: () => Promise<unknown>): Promise<void> => {
    const end = await request().then(
      (result) => JSON.stringify(result),
      (error: unknown) => `failed: ${error instanceof Error ? error.message : error}`,
    );
    heard.push(`${name}: ${end}`);
  };
  let client: Talker | undefined;
  await ended("connect", async () => {
    client = await connect(place, record);
  });
  if (client === undefined) return heard;
  const talker: Talker = client;
  await ended("tools", () => talker.listTools());
  await ended("resources", () => talker.listResources());
  await ended("prompts", () => talker.listPrompts());
  for (const [name, args] of [
    ["echo", { text: "größe 𐌀 \u2028", message: "größe" }],
    ["echo", { message: 5 }],
    ["get-sum", { a: 1e21, b: 0.1 }],
    ["fail", {}],
    ["ask", {}],
    ["no-such-tool", {}],
  ] as const)
    await ended(name, () => talker.callTool({ name, arguments: args }));
  await talker.close();
  // What a server says unasked may come at any time.
  return heard.filter((message) => !/"method":"(?:roots\/list|notifications\/)/.test(message)).sort();
}

/** The address of a server, and of the gateway in front of it; all clients share them. */
async function addresses(server: readonly string[], wanted: RegExp, path: string, PORT?: string) {
  const env = { ...process.env, ...(PORT !== undefined && { PORT }) };
  const child = spawn(process.execPath, server, { env, stdio: ["ignore", "ignore", "pipe"] });
  running.push(child);
  const [, port] = await said(child, wanted);
  const url = `http://127.0.0.1:${PORT ?? port}${path}`;
  const gateway = cli.start(["gateway", policy, "--listen", "0", "--url", url]);
  running.push(gateway);
  const [, address = ""] = await said(gateway, /(http:\S+)\.\n/);
  return { direct: new URL(url), through: new URL(address) };
}

/** Proves that the transcripts say something. */
const answered = /echo: .*größe/;
const personAnswered = /ask: .*The person said true/;
const noConnection = /^connect: failed/;

describe.each(Object.entries(clients))("%s hears the same through the gateway", (name, connect) => {
  const speaksModern = name === "SDK 2, which finds out" || name === "SDK 2, modern";

  it.each([
    ["server-everything", [everything, "stdio"], name === "SDK 2, modern" ? noConnection : answered],
    ["a modern server", [modern], speaksModern ? personAnswered : noConnection],
  ] as const)("of %s over stdio", async (_, server, wanted) => {
    const direct = await transcript(connect, { command: server });
    const through = await transcript(connect, {
      command: [cli.module, "gateway", policy, "--", process.execPath, ...server],
    });
    expect(through).toEqual(direct);
    expect(direct).toContainEqual(expect.stringMatching(wanted));
  });

  it.each([
    ["server-everything", () => places.everything, name === "SDK 2, modern" ? noConnection : answered],
    ["a server of both eras", () => places.both, answered],
  ] as const)("over stdio of %s that has an address", async (_, place, wanted) => {
    const url = place().direct;
    const through = await transcript(connect, { command: [cli.module, "gateway", policy, "--url", url.href] });
    expect(through).toContainEqual(expect.stringMatching(wanted));
    // How a connection fails is the transport's own.
    if (wanted !== noConnection) expect(through).toEqual(await transcript(connect, { url }));
  });

  it("of server-everything over HTTP", async () => {
    const { direct, through } = places.everything;
    const heard = await transcript(connect, { url: direct });
    expect(await transcript(connect, { url: through })).toEqual(heard);
    expect(heard).toContainEqual(expect.stringMatching(name === "SDK 2, modern" ? noConnection : answered));
  });

  it("of a server of both eras over HTTP", async () => {
    const { direct, through } = places.both;
    const heard = await transcript(connect, { url: direct });
    expect(await transcript(connect, { url: through })).toEqual(heard);
    expect(heard).toContainEqual(expect.stringMatching(speaksModern ? personAnswered : answered));
  });
});
