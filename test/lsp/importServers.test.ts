/** The editor finds servers, shows what starts them, and imports their tools. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FindServersResult, ImportServerResult } from "../../server/src/protocol/servers";
import { buildServer } from "./builtServer";
import { connectClient, openFolder, type TestClient } from "./testClient";

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
  await openFolder(client, folder);
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
      kind: "command",
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

describe("another server of the same name", () => {
  const command = [process.execPath, odd, "bad tool"];
  beforeEach(async () => {
    await importTools("x", { command });
  });
  const stored = () => readFileSync(join(folder, ".mcp-policy/servers/x.json"), "utf8");

  test("is named before anything is started", async () => {
    const asks = (more: object) => importTools("x", { ...more, asksWhatIsReplaced: true });
    const replaced = `${process.execPath} ${odd} 'bad tool'`;
    expect(await asks({ command: ["no-such-program"] })).toEqual({ uri: null, message: "", notes: [], replaced });
    expect((await asks({ text: '{"tools": [{"name": "other"}]}' })).replaced).toBe(replaced);
    expect((await asks({ command })).replaced).toBeUndefined();
    expect((await importTools("y", { text: '{"tools": []}', asksWhatIsReplaced: true })).replaced).toBeUndefined();
    expect(existsSync(join(folder, ".mcp-policy/servers/y.json"))).toBe(false);
  });

  test("is replaced only when that is said", async () => {
    const text = stored();
    const other = { text: '{"tools": [{"name": "other"}]}' };
    expect(await importTools("x", other)).toMatchObject({
      uri: null,
      message: expect.stringMatching(/^x is another server here: .*odd\.mjs 'bad tool'\.$/),
    });
    expect(stored()).toBe(text);
    expect((await importTools("x", { ...other, replaces: true })).message).toContain("Imported 1 tool of x");
    expect(stored()).toContain('"other"');
  });
});

test("why nothing was imported is a sentence", async () => {
  expect((await importTools("x", { command: ["no-such-program"] })).message).toContain("There is no program");
  expect((await importTools("../x", { text: "{}" })).message).toContain("cannot be the name of a file");
  expect((await importTools("x", { text: "{}" })).message).toContain("lists no tools");
  expect((await importTools("x", { command: [process.execPath, odd, "exits"] })).message).toContain("exit code 3");
});

describe("an imported server is asked again", () => {
  const compare = async (more: object) => {
    const result = await importTools("mail", { ...more, compares: true });
    expect(result.uri).toBeNull();
    return result;
  };
  const ofImported = () =>
    client.sendRequest("mcpPolicy/findServers", {
      folder: pathToFileURL(folder).href,
      imported: "mail",
    }) as Promise<FindServersResult>;

  test("by the entry that it was found in, as that is now; the policies that are touched are named", async () => {
    await importTools("mail", { found: (await find()).found[0]?.id, values: { token: "t" } });
    const stored = readFileSync(join(folder, ".mcp-policy/servers/mail.json"), "utf8");
    const policy = { version: "1", default: "allow", tools: { send_mail: {} } };
    writeFileSync(join(folder, "mail.policy.json"), JSON.stringify(policy));
    expect(await compare({ found: (await ofImported()).found[0]?.id, values: { token: "t" } })).toMatchObject({
      message: expect.stringMatching(/^mail: nothing has changed since \d{4}-\d\d-\d\d\.$/),
      changes: [],
    });
    writeMcp(odd);
    const [entry] = (await ofImported()).found;
    expect(entry).toMatchObject({ name: "mail", file: ".vscode/mcp.json", startedBy: `${process.execPath} ${odd}` });
    const { message, changes } = await compare({ found: entry?.id, values: { token: "t" } });
    expect(message).toMatch(/^mail: \d+ tools? added, \d+ removed since /);
    expect(changes).toContain("- send_mail");
    expect(changes).toContain('mail.policy.json: names "send_mail", which is gone.');
    expect(changes?.some((line) => line.endsWith('is new, and "default": "allow" lets it through.'))).toBe(true);
    expect(readFileSync(join(folder, ".mcp-policy/servers/mail.json"), "utf8")).toBe(stored);
  });

  test("tools that somebody has edited in the file since the import are said", async () => {
    const command = [process.execPath, modern];
    await importTools("mail", { command });
    const path = join(folder, ".mcp-policy/servers/mail.json");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll('"send_mail"', '"send_post"'));
    expect((await compare({ command })).message).toMatch(
      /1 removed since .*\. Its file was edited since the import\.$/,
    );
  });

  test("what could not be compared is said", async () => {
    const command = [process.execPath, odd, "cursor is a number"];
    await importTools("mail", { command });
    expect((await compare({ command })).message).toMatch(
      /: nothing has changed since .*\. The server's cursor is not text/,
    );
  });

  test("by what its file says, which is listed beside the entries of clients when asked for", async () => {
    await importTools("mail", { found: (await find()).found[0]?.id, values: { token: "t" } });
    await importTools("saved", { text: '{"tools": [{"name": "a"}]}' });
    await importTools("odd", { command: [process.execPath, odd], env: ["PATH"] });
    const text = readFileSync(join(folder, ".mcp-policy/servers/odd.json"), "utf8");
    const { source, ...rest } = JSON.parse(text);
    const url = "https://mcp.example.com/mcp";
    const far = { ...rest, name: "far", source: { kind: "url", url, headers: { Authorization: "NO_SUCH_NAME" } } };
    writeFileSync(join(folder, ".mcp-policy/servers/far.json"), JSON.stringify(far));
    const { found } = (await client.sendRequest("mcpPolicy/findServers", {
      folder: pathToFileURL(folder).href,
      stored: true,
    })) as FindServersResult;
    expect(found).toMatchObject([
      { name: "mail", file: ".vscode/mcp.json" },
      {
        name: "far",
        file: ".mcp-policy/servers/far.json",
        kind: "url",
        startedBy: url,
        variables: ["Authorization from NO_SUCH_NAME"],
        missing: ["NO_SUCH_NAME"],
        given: { url, headers: { Authorization: "NO_SUCH_NAME" } },
      },
      { name: "odd", kind: "command", given: { command: [process.execPath, odd], env: ["PATH"] } },
    ]);
    expect(found).toHaveLength(3);
    expect((await find()).found.map(({ name }) => name)).toEqual(["mail"]);
  });

  test("by its own command, which is shown first, when no client has it", async () => {
    await importTools("mail", { command: [process.execPath, modern], env: [] });
    const [entry] = (await ofImported()).found;
    expect(entry).toMatchObject({
      client: "MCP Policy",
      file: ".mcp-policy/servers/mail.json",
      startedBy: `${process.execPath} ${modern}`,
      given: { command: [process.execPath, modern], env: [] },
    });
    expect((await compare(entry?.given ?? {})).changes).toEqual([]);
  });

  test("with the folder that it runs in, when the stored file has one", async () => {
    await importTools("mail", { command: [process.execPath, modern], env: [] });
    const path = join(folder, ".mcp-policy/servers/mail.json");
    const stored = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...stored, source: { ...stored.source, cwd: "/some where" } }));
    const [entry] = (await ofImported()).found;
    expect(entry?.startedBy).toBe(`${process.execPath} ${modern} (in the folder '/some where')`);
  });

  test("not at all, when it came from a file or the editor", async () => {
    await importTools("mail", { text: '{"tools": [{"name": "a"}]}' });
    expect(JSON.parse(readFileSync(join(folder, ".mcp-policy/servers/mail.json"), "utf8")).source).toEqual({
      kind: "editor",
    });
    expect(await ofImported()).toEqual({ found: [] });
  });

  test("what may always differ does not count, and what was never imported cannot be compared", async () => {
    const list = (at: string) => ({ text: JSON.stringify({ tools: [{ name: "now", description: at }] }) });
    expect((await compare(list("8"))).message).toBe("No tools of mail are imported here yet.");
    await importTools("mail", list("8"));
    expect((await compare(list("9"))).changes).toEqual(["~ now: description"]);
    writeFileSync(join(folder, ".mcp-policy/config.json"), '{"drift": {"ignore": ["now.*"]}}');
    expect((await compare(list("9"))).changes).toEqual([]);
  });
});
