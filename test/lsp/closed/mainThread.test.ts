import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import {
  createConnection,
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { serve } from "../../../server/src/lsp/connection";

/** What was read while everything else waited, by its path. */
const readAtOnce = vi.hoisted((): string[] => []);
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const recording = (path: string, options: "utf8") => {
    readAtOnce.push(String(path));
    return fs.readFileSync(path, options);
  };
  return { ...fs, readFileSync: recording, default: { ...fs, readFileSync: recording } };
});

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("C2 closed policies are checked without being read between two requests", async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-main-"));
  // With an imported server, the names in a policy tell which server it is about.
  mkdirSync(join(folder, ".mcp-policy", "servers"), { recursive: true });
  writeFileSync(join(folder, ".mcp-policy", "config.json"), "{}");
  writeFileSync(join(folder, ".mcp-policy", "servers", "clock.json"), '{ "tools": [{ "name": "tell_time" }] }');
  const names = ["one.policy.json", "two.policy.json"];
  for (const name of names) writeFileSync(join(folder, name), '{ "version": 1 }');

  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
  const client = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const published = new Set<string>();
  const done = new Promise<void>((resolve) => {
    client.onNotification("textDocument/publishDiagnostics", ({ uri }: { uri: string }) => {
      if (uri.endsWith(".policy.json")) published.add(uri);
      if (published.size === names.length) resolve();
    });
  });
  client.listen();
  const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: "closed" }];
  await client.sendRequest("initialize", { processId: null, rootUri: null, workspaceFolders, capabilities: {} });
  await client.sendNotification("initialized", {});
  await done;
  client.dispose();
  const policies = [...published].map((uri) => fileURLToPath(uri));
  expect(policies.map((path) => readFileSync(path, "utf8"))).toEqual(names.map(() => '{ "version": 1 }'));
  // The two lines above have read each once.
  expect(readAtOnce.filter((path) => policies.includes(path))).toHaveLength(names.length);
});
