/** A policy goes by the tools of the server that it is about, in every feature, in the editor and in the terminal. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type CompletionItem, type CompletionList, FileChangeType, type Hover } from "vscode-languageserver-protocol";
import type { AssistantToolResult } from "../../server/src/protocol/assistant";
import type { ArgumentFormResult, CheckArgumentsResult } from "../../server/src/protocol/callArguments";
import type { NewPolicyResult } from "../../server/src/protocol/newPolicy";
import type { ChooseServerResult, ServersResult } from "../../server/src/protocol/servers";
import type { SummaryResult } from "../../server/src/protocol/summary";
import type { ToolsResult } from "../../server/src/protocol/tools";
import { type BuiltCli, buildCli } from "../cli/builtCli";
import { connectClient, type TestClient } from "./testClient";
import { positionOf } from "./texts";

let cli: BuiltCli;
let client: TestClient;
let folder: string;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-servers-"));
  mkdirSync(join(folder, ".git"));
  write(".mcp-policy/servers/github.json", { tools: github });
  write(".mcp-policy/servers/files.json", { tools: [{ name: "read_file" }, { name: "write_file" }] });
  client = await connectClient();
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "w" }],
    initializationOptions: { clientCommands: true },
    capabilities: { workspace: { codeLens: { refreshSupport: true } } },
  });
  await client.sendNotification("initialized", {});
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

const object = (properties: object, required: readonly string[] = []) => ({ type: "object", properties, required });
const github = [
  {
    name: "push_files",
    description: "Push multiple files to a GitHub repository in a single commit",
    inputSchema: object({ branch: { type: "string" }, files: { type: "array", items: object({}) } }, ["branch"]),
  },
  { name: "list_issues", inputSchema: object({ state: { enum: ["open", "closed"] } }) },
  { name: "delete_branch", inputSchema: object({}) },
];

const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
const write = (name: string, content: string | object): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
};
const open = async (name: string, text: string, languageId = "mcp-policy") => {
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { uri: uriOf(name), languageId, version: 1, text },
  });
};
const ask = async <Result>(method: string, name: string, more: object = {}): Promise<Result> =>
  (await client.sendRequest(method, { textDocument: { uri: uriOf(name) }, ...more })) as Result;

const text = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "push_files": { "require": [{ "conditions": [{ "path": "args.branc", "op": "eq", "value": "x" }], "on_deny": "Push to the branch x only." }] },
    "list_isues": {},
    "list_issues": {},
    "get_me": {}
  }
}
`;

test("every feature of a policy that is called after an imported server goes by its tools", async () => {
  const name = "github.policy.json";
  await open(name, text);
  const list = await ask<CompletionList>("textDocument/completion", name, {
    position: positionOf(text, '"get_me"'),
  });
  expect(list.items.map(({ label }) => label)).toContain("delete_branch");
  expect(list.items.map(({ label }) => label)).not.toContain("odoo_version");
  const hover = await ask<Hover>("textDocument/hover", name, { position: positionOf(text, "push_files") });
  expect(JSON.stringify(hover.contents)).toContain("Push multiple files");
  expect(hover.contents).toMatchObject({
    value: expect.stringContaining('**Why:** a wrong call changes what others rely on; the name says "push"'),
  });
  const { diagnostics } = await client.publication(uriOf(name), (each) => each.diagnostics.length > 0);
  expect(diagnostics.map(({ code, message }) => `${code} ${String(message).slice(0, 60)}`)).toEqual([
    expect.stringContaining("unknown-argument"),
    expect.stringMatching(/^unknown-tool The catalogue of "github" has no tool "list_isues"/),
  ]);
  const { tools } = await ask<ToolsResult>("mcpPolicy/tools", name);
  expect(tools.map((tool) => tool.name)).toEqual([
    "push_files",
    "list_issues",
    "delete_branch",
    "list_isues",
    "get_me",
  ]);
  const form = await ask<ArgumentFormResult>("mcpPolicy/argumentForm", name, { tool: "push_files" });
  expect(form.fields.map((field) => field.name)).toEqual(["branch", "files"]);
  const checked = await ask<CheckArgumentsResult>("mcpPolicy/checkArguments", name, { tool: "push_files", text: "{}" });
  expect(checked.problems[0]?.message).toContain("branch");
  expect(await ask<SummaryResult>("mcpPolicy/summary", name)).toMatchObject({
    summary: { catalogue: "github", catalogueTools: 3 },
    server: { name: "github", inWords: "By the name of the file or folder." },
  });
});

test("an item that is looked at is explained by the tools of its document", async () => {
  await open("github.policy.json", text);
  const list = await ask<CompletionList>("textDocument/completion", "github.policy.json", {
    position: positionOf(text, '"get_me"'),
  });
  const item = list.items.find(({ label }) => label === "delete_branch");
  const { documentation } = (await client.sendRequest("completionItem/resolve", item)) as CompletionItem;
  expect(documentation).toMatchObject({
    value: expect.stringMatching(
      /\*\*Critical risk\*\* · Destructive · derived: .*\n\n\*\*Why:\*\* what a wrong call deletes is gone; /,
    ),
  });
});

test("the tools of a policy tell its server, and a choice is written into the configuration", async () => {
  await open("a.policy.json", text);
  const { server } = await ask<SummaryResult>("mcpPolicy/summary", "a.policy.json");
  expect(server).toEqual({
    name: "github",
    inWords: "By its tools.",
    servers: ["odoo-claude-mcp", "files", "github"],
  });
  const chosen = await ask<ChooseServerResult>("mcpPolicy/chooseServer", "a.policy.json", { server: "files" });
  expect(chosen).toEqual({
    uri: uriOf(".mcp-policy/config.json"),
    text: '{\n  "servers": {\n    "a.policy.json": "files"\n  }\n}\n',
  });
  write(".mcp-policy/config.json", chosen.text ?? "");
  const after = await ask<SummaryResult>("mcpPolicy/summary", "a.policy.json");
  expect(after.server).toMatchObject({ name: "files", inWords: "By the configuration." });
});

test("where the server is not clear, the status lists at most three, so that its link is in sight", async () => {
  const about = async (name: string) => (await ask<SummaryResult>("mcpPolicy/summary", name)).server;
  await open("b.policy.json", '{ "version": "1", "default": "deny", "tools": {} }');
  expect(await about("b.policy.json")).toMatchObject({
    name: null,
    inWords: '"odoo-claude-mcp", "files" or "github".',
  });
  write(".mcp-policy/servers/mail.json", { tools: [{ name: "send_mail" }] });
  expect((await about("b.policy.json"))?.inWords).toBe('"odoo-claude-mcp", "files", "github" and 1 more.');
});

test("a document that is no file goes by the servers of the folder: one never saved, a side of a comparison", async () => {
  const summaryOf = async (uri: string, languageId = "mcp-policy") => {
    await client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
    const { server } = (await client.sendRequest("mcpPolicy/summary", { textDocument: { uri } })) as SummaryResult;
    return `${server?.name}: ${server?.inWords}`;
  };
  expect(await summaryOf("untitled:Untitled-1")).toBe("github: By its tools.");
  expect(await summaryOf("pull-request:/head/files.policy.json?number=7")).toMatch(/^files: By the name/);
  const side = `git:${new URL(uriOf("files/policy.json")).pathname}?ref=HEAD`;
  expect(await summaryOf(side)).toMatch(/^files: By the name/);
  const textDocument = { uri: "untitled:Untitled-1" };
  const chosen = await client.sendRequest("mcpPolicy/chooseServer", { textDocument, server: "files" });
  expect(chosen).toEqual({ uri: null, text: null });
});

test("a policy that fits none says so, and nothing is called unknown", async () => {
  await open("a.policy.json", '{"version": "1", "default": "deny", "tools": {"x": {}, "y": {}, "z": {}}}');
  const { summary, server } = await ask<SummaryResult>("mcpPolicy/summary", "a.policy.json");
  expect(server).toMatchObject({ name: null, inWords: "The tools of this policy are of no server that is imported." });
  expect(summary).toMatchObject({ catalogue: "", tools: 3 });
  expect((await client.second(uriOf("a.policy.json"))).diagnostics).toEqual([]);
});

test("tools that are imported again count at once", async () => {
  await open("github.policy.json", text);
  write(".mcp-policy/servers/github.json", { tools: [...github, { name: "list_isues" }, { name: "get_me" }] });
  await client.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: uriOf(".mcp-policy/servers/github.json"), type: FileChangeType.Changed }],
  });
  const isKnown = ({ diagnostics }: { diagnostics: readonly { code?: unknown }[] }) =>
    diagnostics.length > 0 && diagnostics.every(({ code }) => code !== "unknown-tool");
  await client.publication(uriOf("github.policy.json"), isKnown);
});

test("a closed policy is checked by its own server's tools", async () => {
  write("sub/github.policy.json", text);
  await client.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: uriOf("sub/github.policy.json"), type: FileChangeType.Created }],
  });
  const { diagnostics } = await client.publication(
    uriOf("sub/github.policy.json"),
    (each) => each.diagnostics.length > 0,
  );
  expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-argument", "unknown-tool"]);
});

test("a test file completes the tools of its policy's server", async () => {
  write("github.policy.json", text);
  const tests = '{"tests": [{"name": "t", "calls": [{"tool": ""}]}]}';
  await open("github.policy-test.json", tests, "json");
  const list = await ask<CompletionList>("textDocument/completion", "github.policy-test.json", {
    position: positionOf(tests, '""}'),
  });
  expect(list.items.map(({ label }) => label)).toContain("delete_branch");
});

test("a new policy is made of the tools of the server that is chosen", async () => {
  const at = { folder: pathToFileURL(folder).href };
  const { servers } = (await client.sendRequest("mcpPolicy/servers", at)) as ServersResult;
  expect(servers.map(({ name, tools }) => `${name} ${tools}`).slice(1)).toEqual(["files 2", "github 3"]);
  const made = (await client.sendRequest("mcpPolicy/newPolicy", {
    plan: "read-only",
    server: "github",
    ...at,
  })) as NewPolicyResult;
  expect(Object.keys(JSON.parse(made.text).tools)).toEqual(["list_issues"]);
});

test("the terminal says the same", async () => {
  write("github.policy.json", text);
  write("other.policy.json", '{"version": "1", "default": "deny", "tools": {"x": {}, "y": {}}}');
  const { stdout } = await cli.runIn(folder, ["check", "github.policy.json"]);
  expect(stdout).toContain('The catalogue of "github" has no tool "list_isues"');
  const explained = await cli.runIn(folder, ["explain", "github.policy.json", "--format", "json"]);
  expect(JSON.parse(explained.stdout).tools[0]).toMatchObject({ risk: "Unknown" });
  expect(explained.stdout).toContain("delete_branch");
  const other = await cli.runIn(folder, ["check", "other.policy.json"]);
  expect([other.code, other.stderr]).toEqual([
    0,
    expect.stringContaining("other.policy.json: The tools of this policy are of no server"),
  ]);
});

test("an assistant's tool knows the imported server that its policy is about", async () => {
  const listed = { push_files: { require: [{ conditions: [{ path: "args.brunch", op: "eq", value: "a" }] }] } };
  const policy = JSON.stringify({ version: "1", default: "deny", tools: { ...listed, list_issues: {} } });
  const input = { policy, tool: "delete_branch" };
  const explained = async (more: object) => {
    const asked = { tool: "policy_explain", input, ...more };
    const { text } = await client.sendRequest<AssistantToolResult>("mcpPolicy/assistantTool", asked);
    return JSON.parse(text).tools.map(({ name, risk }: { name: string; risk: string }) => [name, risk]);
  };
  expect(await explained({ folder: pathToFileURL(folder).href })).toEqual([["delete_branch", "Critical"]]);
  expect(await explained({})).toEqual([]);
});
