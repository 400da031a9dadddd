/** Everything that agents can call, as an editor asks for it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FileChangeType } from "vscode-languageserver-protocol";
import { type StackResult, stackRequest } from "../../server/src/protocol/stack";
import { connectClient, openFolder, type TestClient } from "./testClient";

let client: TestClient;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-stack-"));
  mkdirSync(join(folder, ".git"));
  write(".mcp-policy/servers/github.json", { tools: [{ name: "push_files" }, { name: "list_issues" }] });
  write(".mcp-policy/servers/mail.json", { tools: [{ name: "send_mail", description: "Sends\u202E it." }] });
  write("github.policy.json", '{\n  "version": "1", "default": "deny",\n  "tools": { "list_issues": {} }\n}');
  client = await connectClient();
  await openFolder(client, folder);
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
const write = (name: string, content: string | object): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
};
const ask = (format?: string): Promise<StackResult> => client.sendRequest(stackRequest, format ? { format } : {});
const rows = ({ tools }: StackResult) => tools.map(({ server, tool, state }) => `${server} ${tool} ${state}`);

test("closed policies are joined with the imported servers that they are about", async () => {
  const stack = await ask();
  expect(stack.servers).toEqual([
    {
      name: "github",
      file: uriOf(".mcp-policy/servers/github.json"),
      folder: pathToFileURL(folder).href,
      tools: 2,
      policies: [{ path: "github.policy.json", uri: uriOf("github.policy.json") }],
    },
    {
      name: "mail",
      file: uriOf(".mcp-policy/servers/mail.json"),
      folder: pathToFileURL(folder).href,
      tools: 1,
      policies: [],
    },
  ]);
  expect(rows(stack)).toEqual(["mail send_mail not covered", "github list_issues allowed", "github push_files denied"]);
  expect(stack.tools.map(({ range }) => range?.start ?? null)).toEqual([null, { line: 2, character: 13 }, null]);
  expect(stack.tools[0]?.summary).toBe("Sends\\u202e it.");
  expect([stack.left, stack.report]).toEqual([[], null]);
});

test("the report is that of the terminal", async () => {
  expect((await ask("csv")).report?.split("\n")[0]).toBe("state,risk,category,tool,server,policy,in words");
  expect((await ask("markdown")).report).toContain("# What your agents can call");
  expect(JSON.parse((await ask("json")).report ?? "").tools).toHaveLength(3);
});

test("a change is told once for each answer", async () => {
  const change = (type: FileChangeType, name: string) =>
    client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(name), type }] });
  await ask();
  expect(client.stackChanges).toBe(0);
  write("mail.policy.json", '{"version": "1", "default": "allow"}');
  await change(FileChangeType.Created, "mail.policy.json");
  await change(FileChangeType.Changed, "mail.policy.json");
  await vi.waitFor(() => expect(client.stackChanges).toBe(1), { timeout: 10_000 });
  expect(rows(await ask())[0]).toBe("mail send_mail allowed");
});

test("a policy that is open counts as it is in the editor", async () => {
  const textDocument = { uri: uriOf("github.policy.json"), languageId: "mcp-policy", version: 1 };
  const text = '{"version": "1", "default": "deny", "hide": ["list_issues"]}';
  await client.sendNotification("textDocument/didOpen", { textDocument: { ...textDocument, text } });
  expect(rows(await ask())).toContain("github list_issues hidden");
  expect((await ask()).servers[0]?.policies).toHaveLength(1);
});

test("what is not clear, or not readable, is said", async () => {
  write("other.policy.json", '{"version": "1", "default": "deny", "tools": {"nothing": {}}}');
  const { left } = await ask();
  expect(left).toEqual(["It is not clear which server other.policy.json is about. Choose it, and it is listed."]);
});

test("a refused policy, a damaged server's file and a policy of another server are told for what they are", async () => {
  write("github.policy.json", '{"version": "1", "default": "deny", "tools": {"list_issues": {}}');
  write(".mcp-policy/servers/mail.json", "{");
  const stack = await ask();
  expect(rows(stack)).toEqual(["github push_files unknown", "github list_issues unknown"]);
  expect(stack.left).toEqual([".mcp-policy/servers: mail.json is not JSON, and is not read."]);
});

test("a policy whose names are of no server is not about the bundled one", async () => {
  rmSync(join(folder, ".mcp-policy"), { recursive: true });
  rmSync(join(folder, "github.policy.json"));
  write("policy.json", '{"version": "1", "default": "deny", "tools": {"read_text_file": {}}}');
  // The server may have listed the files already.
  await client.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [
      { uri: uriOf("github.policy.json"), type: 3 },
      { uri: uriOf("policy.json"), type: 1 },
    ],
  });
  const stack = await vi.waitFor(async () => {
    const answer = await ask();
    expect(rows(answer)).toEqual(["(not imported) read_text_file allowed"]);
    return answer;
  }, 10_000);
  expect(stack.servers).toMatchObject([{ name: "(not imported)", file: null, policies: [{ path: "policy.json" }] }]);
});

test("servers of one name in two repositories of the workspace are told apart", async () => {
  mkdirSync(join(folder, "second/.git"), { recursive: true });
  write("second/.mcp-policy/servers/github.json", { tools: [{ name: "t" }] });
  write("second/github.policy.json", '{"version": "1", "default": "deny"}');
  await client.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: uriOf("second/github.policy.json"), type: 1 }],
  });
  await vi.waitFor(async () => {
    const names = (await ask()).servers.map(({ name, policies }) => `${name} ${policies.length}`);
    expect(names).toEqual([expect.stringMatching(/^github \(mcp-policy-stack-.* 1$/), "github (second) 1", "mail 0"]);
  }, 10_000);
});

test.skipIf(process.platform === "win32")("a server's file that is a device or a link to nowhere is said", async () => {
  symlinkSync("/dev/null", join(folder, ".mcp-policy/servers/device.json"));
  symlinkSync("nowhere.json", join(folder, ".mcp-policy/servers/gone.json"));
  const said = [
    "device.json is not a regular file, and is not read.",
    "gone.json is a link to a file that does not exist.",
  ];
  expect((await ask()).left).toEqual(said.map((sentence) => `.mcp-policy/servers: ${sentence}`));
  const textDocument = {
    uri: uriOf("github.policy.json"),
    languageId: "mcp-policy",
    version: 1,
    text: '{ "version": "1", "default": "deny", "tools": {} }',
  };
  await client.sendNotification("textDocument/didOpen", { textDocument });
  const { server } = await client.sendRequest<{ server: { inWords: string } }>("mcpPolicy/summary", { textDocument });
  expect(server.inWords).toBe(`By the name of the file or folder. ${said.join(" ")}`);
});
