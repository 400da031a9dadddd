/** The editor finds servers, shows what starts them, and imports their tools. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FindServersResult, ImportServerResult } from "../../server/src/protocol/servers";
import { buildServer } from "./builtServer";
import { connectClient, type TestClient } from "./testClient";

const modern = resolve(import.meta.dirname, "../mcp/servers/modern.mjs");
const odd = resolve(import.meta.dirname, "../mcp/servers/odd.mjs");

let client: TestClient;
let folder: string;
const { HOME } = process.env;
beforeEach(async () => {
  await buildServer();
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-import-"));
  mkdirSync(join(folder, ".git"));
  process.env.HOME = join(folder, "home");
  writeMcp(modern);
  client = await connectClient();
  await client.initialize();
});
afterEach(() => {
  process.env.HOME = HOME;
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

function writeMcp(script: string): void {
  const mail = { command: process.execPath, args: [script], env: { TOKEN: "${input:token}", LITERAL: "s3cret-value" } };
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, ".vscode/mcp.json"), JSON.stringify({ servers: { mail } }));
}
const find = () =>
  client.sendRequest("mcpPolicy/findServers", { folder: pathToFileURL(folder).href }) as Promise<FindServersResult>;
const importTools = (name: string, more: object) =>
  client.sendRequest("mcpPolicy/importServer", {
    folder: pathToFileURL(folder).href,
    name,
    ...more,
  }) as Promise<ImportServerResult>;

test("what is found is shown without values, and imported as it was shown", async () => {
  const { found } = await find();
  expect(found).toEqual([
    {
      id: expect.any(String),
      name: "mail",
      client: "VS Code",
      file: ".vscode/mcp.json",
      startedBy: `${process.execPath} ${modern}`,
      variables: ["TOKEN", "LITERAL"],
      missing: ["token"],
      problems: [],
    },
  ]);
  const done = await importTools("mail", { found: found[0]?.id, values: { token: "typed-value" } });
  expect(done).toMatchObject({ message: "Imported 2 tools of mail.", notes: [] });
  const text = readFileSync(join(folder, ".mcp-policy/servers/mail.json"), "utf8");
  expect(text).toContain('"send_mail"');
  expect(text).not.toMatch(/s3cret|typed-value/);
});

test("an entry that has changed since it was shown is not started", async () => {
  const [shown] = (await find()).found;
  writeMcp(odd);
  expect(await importTools("mail", { found: shown?.id })).toEqual({
    uri: null,
    message: "The entry has changed in the meantime. Choose it again.",
    notes: [],
  });
  expect(existsSync(join(folder, ".mcp-policy"))).toBe(false);
});

test("a command, and a text of a file", async () => {
  const command = [process.execPath, odd, "bad tool"];
  expect(await importTools("odd", { command })).toMatchObject({
    message: "Imported 2 tools of odd.",
    notes: expect.arrayContaining(['Tool "bad" has a description that is null.']),
  });
  expect((await importTools("saved", { text: '{"tools": [{"name": "a"}]}' })).message).toBe(
    "Imported 1 tool of saved.",
  );
});

test("why nothing was imported is a sentence", async () => {
  expect((await importTools("x", { command: ["no-such-program"] })).message).toContain("There is no program");
  expect((await importTools("../x", { text: "{}" })).message).toContain("cannot be the name of a file");
  expect((await importTools("x", { text: "{}" })).message).toContain("lists no tools");
  expect((await importTools("x", { command: [process.execPath, odd, "exits"] })).message).toContain("exit code 3");
});
