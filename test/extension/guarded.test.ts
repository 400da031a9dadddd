import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import type { ExtensionApi } from "../../client/src/extension";
import { type GuardedEntry, labelOf } from "../../client/src/guarded/guardedServers";
import { type ListedTool, serversOfTools } from "../../client/src/servers/serversOfTools";
import { cleanUp } from "./cleanUp";
import { fileUri, until, write } from "./editor";
import { testOnMachine } from "./onMachine";

const extensionId = "mcp-policy-author.mcp-policy-author";

/** What a guarded server is started with. */
const programs = "programs";

/** A server that says what it was asked to do. */
const notesServer = `
import { createInterface } from "node:readline";
const tools = ["read_note", "write_note"].map((name) => ({ name, inputSchema: { type: "object" }, annotations: { readOnlyHint: true } }));
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) continue;
  const result =
    method === "initialize"
      ? { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "notes", version: "1" } }
      : method === "tools/list"
        ? { tools }
        : { content: [{ type: "text", text: "done: " + params.name }] };
  console.log(JSON.stringify({ jsonrpc: "2.0", id, result }));
}`;
const policy = { version: "1", default: "deny", tools: { read_note: {} } };

/** The same over HTTP, in this process; it says which token it was shown. */
const farServer = () =>
  createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { id, method, params } = body === "" ? {} : JSON.parse(body);
    if (id === undefined) {
      response.writeHead(request.method === "POST" ? 202 : 405).end();
      return;
    }
    const tools = ["read_far", "write_far"].map((name) => ({
      name,
      inputSchema: { type: "object" },
      annotations: { readOnlyHint: true },
    }));
    const first = { capabilities: { tools: {} }, serverInfo: { name: "far", version: "1" } };
    const result =
      method === "initialize"
        ? { protocolVersion: params.protocolVersion, ...first }
        : method === "tools/list"
          ? { tools }
          : { content: [{ type: "text", text: `${params.name} with ${request.headers.authorization}` }] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ jsonrpc: "2.0", id, result }));
  });

/** What `@types/vscode` of the oldest VS Code that is supported does not have. */
interface LanguageModels {
  readonly tools: readonly ListedTool[];
  invokeTool(name: string, options: object): Promise<{ readonly content: readonly { readonly value: string }[] }>;
}
const { lm } = vscode as unknown as { readonly lm: LanguageModels };

suite("a server behind a policy", () => {
  let api: ExtensionApi;
  let entry: GuardedEntry;

  setup(async () => {
    const extension = vscode.extensions.getExtension<ExtensionApi>(extensionId);
    api = (await extension?.activate()) ?? assert.fail("the extension is not there");
    await write("notes.mjs", notesServer);
    await write("notes.policy.json", JSON.stringify(policy));
    entry = {
      name: "notes",
      policy: fileUri("notes.policy.json").toString(),
      workspace: fileUri("").fsPath,
      target: { command: [process.execPath, "notes.mjs"], env: [] },
      missing: [],
    };
    await api.guarded?.add(entry);
  });
  teardown(async () => {
    await vscode.commands.executeCommand("workbench.mcp.stopServer", `${extensionId}/${labelOf(entry)}`);
    await api.guarded?.remove(labelOf(entry));
    await cleanUp();
  });

  const tool = (name: string) =>
    lm.tools.find((each) => each.name.startsWith("mcp_") && each.name.endsWith(name))?.name;
  const call = async (name: string, input: object) => {
    const { content } = await lm.invokeTool(tool(name) ?? "", { toolInvocationToken: undefined, input });
    return content.map(({ value }) => value).join("");
  };

  testOnMachine(
    programs,
    "is listed for the agent, its denials are logged, and a change of the policy holds at the next call",
    async () => {
      await until(async () => {
        const id = `${extensionId}/${labelOf(entry)}`;
        await vscode.commands.executeCommand("workbench.mcp.startServer", id, { waitForLiveTools: true });
        return tool("write_note");
      }, "the tools of the guarded server");
      // What an import of a running server lists.
      const running = serversOfTools(lm.tools).map(({ tools }) =>
        tools
          .map(({ name }) => name)
          .sort()
          .join(),
      );
      assert.ok(running.includes("read_note,write_note"), `running: ${running.join("; ")}`);
      assert.equal(labelOf(entry), "notes (guarded by notes.policy.json)");
      assert.equal(await call("read_note", {}), "done: read_note");
      assert.match(await call("write_note", { text: "a" }), /^\[POLICY DENIED\] Tool "write_note" is not permitted/);
      await write("notes.policy.json", JSON.stringify({ ...policy, tools: { read_note: {}, write_note: {} } }));
      assert.equal(await call("write_note", { text: "a" }), "done: write_note");
      const lines = readFileSync(api.guarded?.logOf(entry).fsPath ?? "", "utf8")
        .trim()
        .split("\n");
      const logged = lines.slice(-3).map((line) => JSON.parse(line));
      assert.deepEqual(
        logged.map(({ tool: name, decision, values }) => [name, decision, values]),
        [
          ["read_note", "allow", {}],
          ["write_note", "deny", { text: "a" }],
          ["write_note", "allow", { text: "a" }],
        ],
      );
    },
  );

  testOnMachine(programs, "is reached at its address, with the header that a variable has", async () => {
    const server = farServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    process.env.FAR_TOKEN = "Bearer s3cret";
    const { port } = server.address() as AddressInfo;
    const target = { url: `http://127.0.0.1:${port}/mcp`, headers: { Authorization: "FAR_TOKEN" } };
    const far: GuardedEntry = { ...entry, name: "far", target };
    await write("notes.policy.json", JSON.stringify({ ...policy, tools: { read_far: {} } }));
    await api.guarded?.add(far);
    const id = `${extensionId}/${labelOf(far)}`;
    try {
      await until(async () => {
        await vscode.commands.executeCommand("workbench.mcp.startServer", id, { waitForLiveTools: true });
        return tool("write_far");
      }, "the tools of the server at an address");
      assert.equal(await call("read_far", {}), "read_far with Bearer s3cret");
      assert.match(await call("write_far", {}), /^\[POLICY DENIED\] Tool "write_far" is not permitted/);
    } finally {
      await vscode.commands.executeCommand("workbench.mcp.stopServer", id);
      await api.guarded?.remove(labelOf(far));
      delete process.env.FAR_TOKEN;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
