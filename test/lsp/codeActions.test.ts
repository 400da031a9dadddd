/** Fixes, and the settings that say what is found, as any editor asks for them. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { CodeAction, Range } from "vscode-languageserver-types";
import type { SaveAsTestResult } from "../../server/src/protocol/policyTests";
import type { ProbeResult } from "../../server/src/protocol/probe";
import { connectClient, startClient, type TestClient } from "./testClient";

const text = `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_account"],
  "tools": {
    "ping": {},
    "delete_account": {}
  }
}`;
const code = "hidden-and-listed";

/** The words of the name under `tools`. */
const name: Range = { start: { line: 6, character: 4 }, end: { line: 6, character: 20 } };

let client: TestClient;
afterEach(() => client.kill());

/** The text after an action's edit. */
function applied(before: string, action: CodeAction | undefined, uri: string): string {
  return TextDocument.applyEdits(TextDocument.create(uri, "mcp-policy", 0, before), action?.edit?.changes?.[uri] ?? []);
}

describe("the lightbulb", () => {
  beforeEach(async () => {
    client = await startClient({ initializationOptions: { clientCommands: true, rulePages: "file:///rules/" } });
  });

  test("fixes what a rule has found", async () => {
    const document = await client.open(text);
    const [diagnostic] = (await client.second(document.uri)).diagnostics;
    expect(diagnostic).toMatchObject({ code, tags: [1], codeDescription: { href: `file:///rules/${code}.md` } });
    const [first] = await document.codeActions(name);
    expect(first).toMatchObject({ kind: "quickfix", isPreferred: true, diagnostics: [diagnostic] });
    expect(JSON.parse(applied(text, first, document.uri)).tools).toEqual({ ping: {} });
  });

  test("shows the call that gets through, to simulate and to keep as a test", async () => {
    const condition = '{ "path": "args.path", "op": "regex", "value": "^/srv/" }';
    const open = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_file": { "require": [{ "conditions": [${condition}], "on_deny": "The share only." }] }
  }
}`;
    const document = await client.open(open);
    const [diagnostic] = (await client.second(document.uri)).diagnostics;
    expect(diagnostic?.code).toBe("path-escapes");
    const actions = await document.codeActions(diagnostic?.range ?? name);
    const call = { uri: document.uri, tool: "read_file", arguments: { path: "/srv/../etc/passwd" } };
    expect(actions.slice(0, 3).map(({ title, command }) => [title, command?.arguments])).toEqual([
      ['Deny ".." in the path', undefined],
      ["Simulate the call that gets through", [call]],
      ["Save the call as a test that expects a denial…", [call]],
    ]);
    const params = { textDocument: { uri: document.uri } };
    const probed = await client.sendRequest<ProbeResult>("mcpPolicy/probe", params);
    expect(probed.tools.map(({ tool, holes }) => [tool, holes[0]?.arguments])).toEqual([["read_file", call.arguments]]);
    const saved = await client.sendRequest<SaveAsTestResult>("mcpPolicy/saveAsTest", {
      ...params,
      calls: [call],
      name: "stays closed",
      expect: "deny",
    });
    expect(JSON.parse(saved.text).tests[0].calls[0].expect).toEqual({ decision: "deny" });
  });

  test("silences the rule for this tool or everywhere, and explains it", async () => {
    const document = await client.open(text);
    const actions = await document.codeActions(name);
    expect(actions.flatMap(({ command }) => command?.arguments ?? [])).toEqual([
      ...[document.uri, code, "delete_account"],
      ...[document.uri, code],
      code,
      // The same for the calls of the tool, which is no fix.
      { uri: document.uri, tool: "delete_account" },
    ]);
  });

  test("has nothing to offer elsewhere", async () => {
    const document = await client.open(text);
    const start = { line: 1, character: 4 };
    expect(await document.codeActions({ start, end: start })).toEqual([]);
  });

  test("fixes all in one edit, when it is asked for that", async () => {
    const broken = '{\n  // mine\n  "version": "1",\n  "default": "deny",\n}';
    const document = await client.open(broken);
    const [action, ...others] = await document.codeActions(name, ["source.fixAll"]);
    expect(others).toEqual([]);
    expect(action?.kind).toBe("source.fixAll.mcp-policy");
    expect(JSON.parse(applied(broken, action, document.uri))).toEqual({ version: "1", default: "deny" });
  });
});

describe("the settings", () => {
  const off = { rules: { [code]: "off" } };
  /** Waits until nothing is said any more: the first step of the first policy said nothing either. */
  const isSilent = (uri: string) =>
    client.publication(uri, (each) => client.published(uri).indexOf(each) > 1 && each.diagnostics.length === 0);

  test("are asked for by document, and once", async () => {
    client = await connectClient();
    client.settings = { rules: { [code]: "error" } };
    await client.initialize({}, { workspace: { configuration: true } });
    await client.sendNotification("initialized", {});
    const document = await client.open(text);
    expect((await client.second(document.uri)).diagnostics).toMatchObject([{ code, severity: 1 }]);
    await document.codeActions(name);
    // Once for the workspace, too: whether its closed policies are checked.
    expect(client.askedForSettings.filter((uri) => uri !== undefined)).toEqual([document.uri]);
  });

  test("hold at once when they change", async () => {
    client = await connectClient();
    await client.initialize({}, { workspace: { configuration: true } });
    await client.sendNotification("initialized", {});
    const document = await client.open(text);
    expect((await client.second(document.uri)).diagnostics).toMatchObject([{ code }]);
    client.settings = { silencedTools: { [code]: ["delete_account"] } };
    await client.sendNotification("workspace/didChangeConfiguration", { settings: null });
    await isSilent(document.uri);
  });

  test("can be sent by an editor that is not asked", async () => {
    client = await startClient();
    const document = await client.open(text);
    expect((await client.second(document.uri)).diagnostics).toMatchObject([{ code }]);
    await client.sendNotification("workspace/didChangeConfiguration", { settings: { mcpPolicy: off } });
    await isSilent(document.uri);
  });

  test.each([{ sent: 7 }, { sent: { rules: 7, silencedTools: ["x"] } }, { sent: { rules: { [code]: "loud" } } }])(
    "count as not set when they are $sent",
    async ({ sent }) => {
      client = await connectClient();
      client.settings = sent;
      await client.initialize({}, { workspace: { configuration: true } });
      await client.sendNotification("initialized", {});
      const document = await client.open(text);
      expect((await client.second(document.uri)).diagnostics).toMatchObject([{ code, severity: 2 }]);
    },
  );
});
