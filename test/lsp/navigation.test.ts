/** Moving around in policies and laying them out, as any editor asks for it; and the policies that are not open. */
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Location, TextDocumentEdit, WorkspaceEdit, WorkspaceSymbol } from "vscode-languageserver-protocol";
import { connectClient, startClient, type TestClient, type TestDocument } from "./testClient";

const text = `{
  "version": "1",
  "default": "deny",
  "hide": ["odoo_unlink"],
  "tools": {
    "odoo_write": {
      "limits": [{ "counter": "writes", "window": "minute", "max": 3, "scope": "grant" }]
    }
  }
}`;

const atTool = { line: 5, character: 8 };
const atCounter = { line: 6, character: 33 };

let client: TestClient;
afterEach(() => client.kill());

function ask<Result>(document: TestDocument, method: string, parameters: object = {}): Promise<Result> {
  return client.sendRequest(method, { textDocument: document.textDocument, ...parameters });
}

describe("in one policy", () => {
  let document: TestDocument;
  beforeEach(async () => {
    client = await startClient({ settings: { documentLinks: { enable: true } } });
    document = await client.open(text);
  });

  test("the outline names each tool with what becomes of its calls", async () => {
    const symbols = await ask<{ name: string; children?: { name: string; detail?: string }[] }[]>(
      document,
      "textDocument/documentSymbol",
    );
    expect(symbols.map(({ name }) => name)).toEqual(["version", "default", "hide", "tools"]);
    expect(symbols[3]?.children).toMatchObject([{ name: "odoo_write", detail: "allowed, 3 a minute" }]);
  });

  test.each([
    ["textDocument/foldingRange", {}, [{ startLine: 0 }, { startLine: 4 }, { startLine: 5 }]],
    ["textDocument/selectionRange", { positions: [atTool] }, [{ range: { start: { line: 5, character: 5 } } }]],
    ["textDocument/documentHighlight", { position: atTool }, [{ range: { start: { line: 5, character: 4 } } }]],
    ["textDocument/definition", { position: atCounter }, { range: { start: { line: 6, character: 30 } } }],
    ["textDocument/references", { position: atTool, context: { includeDeclaration: true } }, [{ range: {} }]],
    ["textDocument/prepareRename", { position: atCounter }, { placeholder: "writes" }],
    ["textDocument/documentLink", {}, [{ target: /^https:/ }, { target: /^https:/ }]],
  ])("%s is answered", async (method, parameters, expected) => {
    const answer = JSON.parse(JSON.stringify(await ask(document, method, parameters)));
    if (method === "textDocument/documentLink") {
      expect(answer).toHaveLength(2);
      for (const { target } of answer) expect(target).toMatch(/^https:/);
    } else expect(answer).toMatchObject(expected);
  });

  test("a counter is renamed; a name that cannot be is refused with a sentence", async () => {
    const renamed = await ask<WorkspaceEdit>(document, "textDocument/rename", { position: atCounter, newName: "w" });
    expect(renamed.changes?.[document.uri]).toEqual([
      { range: { start: { line: 6, character: 30 }, end: { line: 6, character: 38 } }, newText: '"w"' },
    ]);
    await expect(ask(document, "textDocument/rename", { position: atCounter, newName: "" })).rejects.toThrow(
      "A counter needs a name.",
    );
  });

  test.each([
    ["textDocument/formatting", {}],
    ["textDocument/rangeFormatting", { range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } } }],
    ["textDocument/onTypeFormatting", { position: { line: 0, character: 20 }, ch: "}" }],
  ])("%s lays out the text", async (method, parameters) => {
    const untidy = await client.open('{"version":"1","default":"deny"}\n');
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await ask<{ newText: string }[]>(untidy, method, { ...parameters, options });
    expect(edits.length).toBeGreaterThan(2);
  });
});

describe("in a workspace", () => {
  let folder: string;
  const write = (name: string, content: string): string => {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, content);
    return pathToFileURL(path).href;
  };
  const broken = '{ "version": "1", "default": "denied" }';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mcp-policy-navigation-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = async (settings: object = {}, workspace: object = {}): Promise<void> => {
    client = await connectClient();
    client.settings = settings;
    await client.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "here" }],
      capabilities: { workspace: { configuration: true, workspaceFolders: true, ...workspace } },
    });
    await client.sendNotification("initialized", {});
  };
  const codes = async (uri: string, count: number) =>
    (await client.publication(uri, ({ diagnostics }) => diagnostics.length === count)).diagnostics.map(
      ({ code }) => code,
    );

  test("policies that are not open are checked, others' files are not", async () => {
    const closed = write("team/.policylayer/agents.json", broken);
    write("node_modules/x/policy.json", broken);
    const foreign = write("aws/policy.json", '{ "Version": "2012-10-17", "Statement": [] }');
    const plain = write("package.json", "{");
    await start();
    expect(await codes(closed, 1)).toEqual(["unknown-default"]);
    for (const uri of [foreign, plain]) expect(client.published(uri)).toEqual([]);
  });

  test("a file that is fixed or removed loses its problems", async () => {
    const uri = write("a.policy.json", broken);
    const gone = write("b.policy.json", broken);
    await start();
    await Promise.all([codes(uri, 1), codes(gone, 1)]);
    write("a.policy.json", broken.replace("denied", "deny"));
    rmSync(join(folder, "b.policy.json"));
    await client.sendNotification("workspace/didChangeWatchedFiles", {
      changes: [
        { uri, type: 2 },
        { uri: gone, type: 3 },
      ],
    });
    await Promise.all([codes(uri, 0), codes(gone, 0)]);
  });

  test("a folder that comes later is looked in, and one that leaves is no more", async () => {
    const first = write("a.policy.json", broken);
    await start();
    await codes(first, 1);
    const other = mkdtempSync(join(tmpdir(), "mcp-policy-navigation-"));
    try {
      const path = join(other, "b.policy.json");
      writeFileSync(path, text.replace('"deny"', '"denied"'));
      const later = pathToFileURL(path).href;
      const folderOf = (path: string) => ({ uri: pathToFileURL(path).href, name: "a folder" });
      const event = { added: [folderOf(other)], removed: [folderOf(folder)] };
      await client.sendNotification("workspace/didChangeWorkspaceFolders", { event });
      await Promise.all([codes(later, 1), codes(first, 0)]);
      const symbols = await client.sendRequest<WorkspaceSymbol[]>("workspace/symbol", { query: "odoo" });
      expect(symbols.map(({ location }) => location.uri)).toEqual([later]);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test("nothing is said about closed files when a setting says so", async () => {
    const closed = write("a.policy.json", broken);
    await start({ workspaceDiagnostics: { enable: false } });
    // Answered after the files would have been looked at.
    await client.sendRequest("workspace/symbol", { query: "" });
    expect(client.published(closed)).toEqual([]);
  });

  test("a document that is closed has its file's problems again", async () => {
    const uri = write("policy.json", broken);
    await start();
    await codes(uri, 1);
    const document = await client.open(broken.replace("denied", "deny"), "ignored");
    expect(await document.diagnostics()).toEqual([]);
    await client.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "mcp-policy", version: 1, text: broken.replace("denied", "deny") },
    });
    await client.publication(uri, ({ version }) => version === 1);
    const before = client.published(uri).length;
    await client.sendNotification("textDocument/didClose", { textDocument: { uri } });
    await client.publication(
      uri,
      (each) => client.published(uri).indexOf(each) > before && each.diagnostics.length === 1,
    );
  });

  test("one file is one policy, however the editor writes its address", async () => {
    const uri = write("@scope/policy.json", broken.replace("}", ', "hide": ["odoo_write"] }')).replace("@", "%40");
    await start();
    await codes(uri.replace("%40", "@"), 1);
    await client.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "mcp-policy", version: 1, text },
    });
    await client.publication(uri, ({ version }) => version === 1);
    const position = atTool;
    const { changes } = await client.sendRequest<WorkspaceEdit>("textDocument/rename", {
      textDocument: { uri },
      position,
      newName: "odoo_store",
    });
    expect(Object.keys(changes ?? {})).toEqual([uri]);
    const symbols = await client.sendRequest<WorkspaceSymbol[]>("workspace/symbol", { query: "odoo" });
    expect(symbols.map(({ location }) => location.uri)).toEqual([uri]);
  });

  test("what is installed is not looked at, also when it changes", async () => {
    write("policy.json", text);
    await start();
    const installed = write("node_modules/x/policy.json", '{ "tools": { "odoo_installed": {} } }');
    await client.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: installed, type: 1 }] });
    const symbols = await client.sendRequest<WorkspaceSymbol[]>("workspace/symbol", { query: "odoo" });
    expect(symbols.map(({ name }) => name)).toEqual(["odoo_write"]);
    expect(client.published(installed)).toEqual([]);
  });

  test("a tool is found and renamed in all policies, an open one as it is in the editor", async () => {
    const other = write("b/policy.json", '{ "hide": ["odoo_write"] }');
    const stale = write("c/policy.json", '{ "hide": [] }');
    await start();
    const document = await client.open(text);
    await client.sendNotification("textDocument/didOpen", {
      textDocument: { uri: stale, languageId: "mcp-policy", version: 1, text: '{ "hide": ["x", "odoo_write"] }' },
    });
    const found = await ask<Location[]>(document, "textDocument/references", {
      position: atTool,
      context: { includeDeclaration: true },
    });
    expect(found.map(({ uri }) => uri).sort()).toEqual([document.uri, other, stale].sort());
    const { changes } = await ask<WorkspaceEdit>(document, "textDocument/rename", {
      position: atTool,
      newName: "odoo_store",
    });
    expect(Object.keys(changes ?? {}).sort()).toEqual([document.uri, other, stale].sort());
    const symbols = await client.sendRequest<WorkspaceSymbol[]>("workspace/symbol", { query: "odwrt" });
    expect(symbols.map(({ name }) => name)).toEqual(["odoo_write"]);
  });

  const openAs = (uri: string, content: string, languageId = "mcp-policy") =>
    client.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text: content } });
  const renameTool = <Result = WorkspaceEdit>(uri: string) =>
    client.sendRequest<Result>("textDocument/rename", {
      textDocument: { uri },
      position: atTool,
      newName: "odoo_store",
    });
  const placesOf = async (uri: string) =>
    (
      await client.sendRequest<Location[]>("textDocument/references", {
        textDocument: { uri },
        position: atTool,
        context: { includeDeclaration: true },
      })
    ).map((found) => found.uri);
  const files = (uris: readonly string[], type: 1 | 2 | 3) =>
    client.sendNotification("workspace/didChangeWatchedFiles", { changes: uris.map((uri) => ({ uri, type })) });
  const test1 = '{"policy": "a.policy.json", "tests": [{"name": "t", "calls": [{"tool": "odoo_write"}]}]}';

  test("B3 another state of a file is neither searched nor edited", async () => {
    const uri = write("a.policy.json", text);
    await start();
    const states = ["git", "vscode-local-history", "fugitive"].map((scheme) => uri.replace(/^file/, scheme));
    await openAs(uri, text);
    for (const state of states) await openAs(`${state}?{"ref":"HEAD"}`, text);
    expect(await placesOf(uri)).toEqual([uri]);
    expect(Object.keys((await renameTool(uri)).changes ?? {})).toEqual([uri]);
    const symbols = await client.sendRequest<WorkspaceSymbol[]>("workspace/symbol", { query: "odoo" });
    expect(symbols.map(({ location }) => location.uri)).toEqual([uri]);
    const state = { textDocument: { uri: `${states[0]}?{"ref":"HEAD"}` }, position: atTool };
    for (const method of ["textDocument/prepareRename", "textDocument/rename"])
      await expect(client.sendRequest(method, { ...state, newName: "x" })).rejects.toThrow(
        "This document can only be read: it shows another state of a file. Rename in the file itself.",
      );
    expect(await client.sendRequest("textDocument/hover", state)).not.toBeNull();
  });

  test("B3 policy tests are renamed in, open and closed, in one edit with versions", async () => {
    const policy = write("a.policy.json", text);
    const closed = write("a.policy-test.json", test1.replace("{", "{ "));
    const open = write("b.policy-test.json", "{}");
    const others = write("deep/c.policy-test.json", test1);
    await start({}, { workspaceEdit: { documentChanges: true } });
    await openAs(policy, text);
    await openAs(open, test1, "json");
    await openAs(open.replace(/^file/, "git"), test1, "json");
    const { documentChanges } = await renameTool(policy);
    expect(
      (documentChanges as TextDocumentEdit[]).map(({ textDocument: { uri, version }, edits }) => [
        uri,
        version,
        edits.map((edit) => "newText" in edit && edit.newText),
      ]),
    ).toEqual([
      [policy, 1, ['"odoo_store"']],
      [open, 1, ['"odoo_store"']],
      [closed, null, ['"odoo_store"']],
    ]);
    expect((await placesOf(policy)).sort()).toEqual([policy, open, closed].sort());
    expect(others).not.toBe("");
  });

  test("B3 a file that can only be read keeps its text, and that is told", async () => {
    const policy = write("a.policy.json", text);
    const locked = write("locked.policy.json", text);
    chmodSync(join(folder, "locked.policy.json"), 0o444);
    await start();
    await openAs(policy, text);
    expect(Object.keys((await renameTool(policy)).changes ?? {})).toEqual([policy]);
    expect(client.messages).toEqual([
      "The tool keeps its old name in files that can only be read. The log of the language server names them.",
    ]);
    expect(await placesOf(policy)).toEqual([policy, locked]);
  });

  test("B4 a folder that goes takes its problems along, one that comes brings its own", async () => {
    const before = write("team/deep/a.policy.json", broken);
    const stays = write("teams.policy.json", broken);
    await start();
    await Promise.all([codes(before, 1), codes(stays, 1)]);
    renameSync(join(folder, "team"), join(folder, "renamed"));
    const now = before.replace("/team/", "/renamed/");
    const folderOf = (name: string) => pathToFileURL(join(folder, name)).href;
    // All that an editor tells of a folder that is renamed.
    await files([folderOf("renamed")], 1);
    await files([folderOf("team")], 3);
    await Promise.all([codes(now, 1), codes(before, 0)]);
    rmSync(join(folder, "renamed"), { recursive: true });
    await files([folderOf("renamed")], 3);
    await client.publication(now, (each) => each.diagnostics.length === 0);
    expect(client.published(stays).at(-1)?.diagnostics).toHaveLength(1);
  });

  test("B4 files that come after their folder, without a word, are found, 1,000 at once", async () => {
    await start();
    mkdirSync(join(folder, "tree"));
    await files([pathToFileURL(join(folder, "tree")).href], 1);
    const uris = Array.from({ length: 1_000 }, (_, index) => write(`tree/${index % 7}/${index}.policy.json`, broken));
    const isChecked = ({ diagnostics }: { diagnostics: readonly unknown[] }) => diagnostics.length === 1;
    await Promise.all(uris.map((uri) => client.publication(uri, isChecked, 90_000)));
  }, 100_000);

  test("B4 a tree that no editor has told of is searched and renamed in", async () => {
    const policy = write("a.policy.json", text);
    await start();
    await openAs(policy, text);
    expect(await placesOf(policy)).toEqual([policy]);
    const later = write("b/c/d.policy.json", text);
    expect(await placesOf(policy)).toEqual([policy, later]);
    expect(Object.keys((await renameTool(policy)).changes ?? {})).toEqual([policy, later]);
    rmSync(join(folder, "b"), { recursive: true });
    expect(await placesOf(policy)).toEqual([policy]);
  });

  test("B4 an editor that tells of no files: a document that is saved is a reason to look", async () => {
    const policy = write("a.policy.json", text);
    await start();
    await openAs(policy, text);
    const later = write("b/c/d.policy.json", broken);
    await client.sendNotification("textDocument/didSave", { textDocument: { uri: policy } });
    await codes(later, 1);
  });

  test("H8 a search that leaves a file out says so once, and a rename is refused", async () => {
    const policy = write("a.policy.json", text);
    const padding = `"x": "${"y".repeat(8_000_000)}"`;
    write("large.policy.json", `{ "hide": ["odoo_write"], ${padding} }`);
    write("other.policy.json", `{ "hide": ["odoo_read"], ${padding} }`);
    await start();
    await openAs(policy, text);
    expect(await placesOf(policy)).toEqual([policy]);
    expect(await placesOf(policy)).toEqual([policy]);
    expect(client.messages).toEqual([
      "Not all policies of the workspace were searched. The log of the language server says why.",
    ]);
    await expect(renameTool(policy)).rejects.toThrow(
      /^The tool cannot be renamed everywhere, so it keeps its name\. .+large\.policy\.json is too large to be searched/,
    );
  });

  test("H8 a list of symbols that has room for a part alone says so once", async () => {
    const tools = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `"tool_${from + index}": {}`).join(", ");
    const policyOf = (list: string) => `{ "version": "1", "default": "deny", "tools": { ${list} } }`;
    write("a.policy.json", policyOf(tools(0, 1_000)));
    await start();
    const symbolsOf = (query: string) => client.sendRequest<WorkspaceSymbol[]>("workspace/symbol", { query });
    expect(await symbolsOf("")).toHaveLength(1_000);
    expect(client.messages).toEqual([]);
    write("b.policy.json", policyOf(tools(1_000, 500)));
    expect(await symbolsOf("")).toHaveLength(1_000);
    expect(await symbolsOf("")).toHaveLength(1_000);
    expect(client.messages).toEqual([
      "Only 1,000 tools of the workspace are listed. Type more of a name to find the others.",
    ]);
    expect((await symbolsOf("tool_1499")).map(({ name }) => name)).toEqual(["tool_1499"]);
  });

  test("C2 a closed policy that takes long is checked in another thread, with the same answer", async () => {
    const tools = Array.from({ length: 3_000 }, (_, index) => `"tool_${index}": { "limits": 7 }`);
    const content = `{ "version": "1", "default": "denied", "tools": { ${tools.join(", ")} } }`;
    const uri = write("long.policy.json", content);
    await start();
    const published = await client.publication(uri, ({ diagnostics }) => diagnostics.length > 0);
    const document = await client.open(content);
    expect(published.diagnostics).toEqual(await document.diagnostics());
  });
});
