import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Connection, InitializeParams } from "vscode-languageserver";
import type { InlayHint, SemanticTokens, SignatureHelp } from "vscode-languageserver-types";
import { bindReadingAids } from "../../server/src/lsp/readingAids";
import type { AssistantToolResult } from "../../server/src/protocol/assistant";
import type { DifferenceResult } from "../../server/src/protocol/difference";
import type { NewPolicyResult } from "../../server/src/protocol/newPolicy";
import type { SummaryResult } from "../../server/src/protocol/summary";
import type { AddToolsResult } from "../../server/src/protocol/tools";
import { bareEnvironment } from "../../server/src/service/environment";
import { snapshotOf } from "../../server/src/service/snapshot";
import { connectClient, startClient, type TestClient, type TestDocument } from "./testClient";
import { positionOf, seedPolicy, seedTool } from "./texts";

let client: TestClient;
afterEach(() => client?.kill());

const wholeText = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

function ask<Result>(document: TestDocument, method: string, parameters: object = {}): Promise<Result> {
  return client.sendRequest(method, { textDocument: document.textDocument, ...parameters });
}

describe("over standard input and output", () => {
  beforeEach(async () => {
    client = await startClient({ initializationOptions: { clientCommands: true } });
  });

  test("the lens on top counts the catalogue's tools, and changes with the text", async () => {
    const document = await client.open(seedPolicy);
    expect((await document.codeLens())[0]?.command?.title).toBe("180 tools: 1 limited · 179 denied");
    await document.change({ text: seedPolicy.replace('"deny"', '"allow"') });
    expect((await document.codeLens())[0]?.command?.title).toBe(
      "180 tools: 179 allowed · 1 limited — 46 high-risk tools open",
    );
  });

  test("hints stand behind the tool's name and behind its limit", async () => {
    const document = await client.open(seedPolicy);
    const hints = await ask<InlayHint[]>(document, "textDocument/inlayHint", { range: wholeText });
    expect(hints.map(({ label }) => label)).toEqual([
      "High risk",
      expect.stringMatching(/^a minute, resets \d\d:\d\d UTC$/),
    ]);
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    expect(await ask(document, "textDocument/inlayHint", { range })).toEqual([]);
  });

  test("tokens come for the whole text and for a range", async () => {
    const document = await client.open(seedPolicy);
    const { data } = await ask<SemanticTokens>(document, "textDocument/semanticTokens/full");
    // The tool and its counter.
    expect(data).toHaveLength(10);
    expect(data[2]).toBe(seedTool.length);
    expect(await ask(document, "textDocument/semanticTokens/range", { range: wholeText })).toEqual({ data });
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    expect(await ask(document, "textDocument/semanticTokens/range", { range })).toEqual({ data: [] });
  });

  test("what an older text denied is told with a call, the tool's risk and the lines that allow it", async () => {
    const document = await client.open(seedPolicy);
    const text = seedPolicy.replace(`"${seedTool}"`, '"another_tool"');
    const found = await ask<DifferenceResult>(document, "mcpPolicy/difference", { text });
    expect(found.refused).toBe(null);
    expect(found.newlyAllowed.map(({ tool, risk }) => [tool, risk])).toEqual([[seedTool, "High"]]);
    expect(found.newlyAllowed[0]?.range?.start).toEqual(positionOf(seedPolicy, `"${seedTool}"`));
    expect(found.newlyDenied.map(({ tool }) => tool)).toEqual(["another_tool"]);
    const broken = await ask<DifferenceResult>(document, "mcpPolicy/difference", { text: '{"version": 1}' });
    expect(broken.refused).toBe("The gateway would refuse the old policy: fix its errors first.");
  });

  test("an assistant's tool answers without an open document, and refuses wrong input with a sentence", async () => {
    const policy = '{"version":"1","default":"deny","tools":{}}';
    const ask = (tool: string, input: unknown) =>
      client.sendRequest<AssistantToolResult>("mcpPolicy/assistantTool", { tool, input });
    const { text, isError } = await ask("policy_check", { policy });
    expect([isError, JSON.parse(text).fixed]).toEqual([false, null]);
    expect(await ask("policy_check", {})).toEqual({ isError: true, text: "policy must be a string." });
    expect(await ask("no_tool", {})).toEqual({ isError: true, text: 'There is no tool "no_tool".' });
  });

  test("a half-typed condition has its fields as a signature", async () => {
    const text = '{"tools":{"ssh_execute":{"require":[{"conditions":[{"path":"args.command","op":"regex","value":';
    const document = await client.open(text);
    const position = { line: 0, character: text.length };
    const help = await ask<SignatureHelp>(document, "textDocument/signatureHelp", { position });
    expect(help.signatures[0]?.label).toBe("{ path, op, value: Go regular expression }");
    expect(help.activeParameter).toBe(2);
    expect(await ask(document, "textDocument/signatureHelp", { position: positionOf(text, "tools") })).toBeNull();
  });

  test("the summary has the counts", async () => {
    const document = await client.open(seedPolicy);
    const { summary } = await ask<SummaryResult>(document, "mcpPolicy/summary");
    expect(summary).toMatchObject({ catalogueTools: 180, tools: 180, limited: 1, denied: 179, highRiskOpen: 0 });
  });

  test("a new policy has no diagnostics", async () => {
    const answer = await client.sendRequest<NewPolicyResult>("mcpPolicy/newPolicy", { plan: "read-only" });
    expect(answer.inWords).toBe("180 tools: 91 allowed · 89 denied");
    const document = await client.open(answer.text);
    expect((await document.diagnostics()).filter(({ severity }) => severity === 1)).toEqual([]);
    expect((await document.codeLens())[0]?.command?.title).toBe(answer.inWords);
    expect(await client.sendRequest("mcpPolicy/newPolicy", null)).toEqual({ text: "", inWords: "", reasons: "" });
  });

  test("tools are added by edits of the open text", async () => {
    const document = await client.open(seedPolicy);
    const { edits, added } = await ask<AddToolsResult>(document, "mcpPolicy/addTools", {
      tools: [seedTool, "ssh_execute", "ai_collection_info"],
    });
    expect(added).toEqual(["ssh_execute", "ai_collection_info"]);
    for (const { range, newText } of edits) await document.change({ range, text: newText });
    expect((await document.tools()).tools.filter(({ listed }) => listed).map(({ name }) => name)).toHaveLength(3);
    expect(await document.diagnostics()).toEqual([]);
  });

  test("a document that is not open has nothing", async () => {
    const textDocument = { uri: "file:///nowhere.policy.json" };
    const nothing = {
      "textDocument/inlayHint": [],
      "textDocument/semanticTokens/full": { data: [] },
      "textDocument/semanticTokens/range": { data: [] },
      "textDocument/signatureHelp": null,
      "mcpPolicy/summary": { summary: null },
      "mcpPolicy/addTools": { edits: [], added: [] },
    };
    for (const [method, answer] of Object.entries(nothing)) {
      const parameters = { textDocument, range: wholeText, position: wholeText.start, tools: [] };
      expect(await client.sendRequest(method, parameters), method).toEqual(answer);
    }
    expect(client.loggedErrors).toEqual([]);
  });
});

test("settings turn hints and lenses off, and a change of them refreshes what is shown, colours of risk too", async () => {
  client = await connectClient();
  client.settings = { inlayHints: { risk: false }, codeLens: { summary: false } };
  await client.initialize(
    { clientCommands: true },
    {
      workspace: {
        configuration: true,
        inlayHint: { refreshSupport: true },
        codeLens: { refreshSupport: true },
        semanticTokens: { refreshSupport: true },
      },
    },
  );
  await client.sendNotification("initialized", {});
  const document = await client.open(seedPolicy);
  const shown = async () => [
    (await ask<InlayHint[]>(document, "textDocument/inlayHint", { range: wholeText })).length,
    (await document.codeLens()).length,
  ];
  expect(await shown()).toEqual([1, 1]);
  client.settings = { inlayHints: { risk: false, limits: false }, codeLens: { tools: false, summary: false } };
  await client.sendNotification("workspace/didChangeConfiguration", { settings: null });
  await vi.waitFor(() =>
    expect(client.refreshes).toEqual([
      "workspace/inlayHint/refresh",
      "workspace/codeLens/refresh",
      "workspace/semanticTokens/refresh",
    ]),
  );
  expect(await shown()).toEqual([0, 0]);
});

describe("hints that name a reset", () => {
  const now = Date.parse("2026-05-04T12:00:30Z");
  const limited = snapshotOf(seedPolicy);

  beforeEach(() => {
    vi.useFakeTimers({ now });
  });
  afterEach(() => vi.useRealTimers());

  /** The reading aids on a connection of which only the requests to the editor are there; asks for hints. */
  async function askForHints(workspace: InitializeParams["capabilities"]["workspace"], text = limited) {
    const sent: string[] = [];
    const handlers = new Map<string, (parameters: object) => Promise<unknown>>();
    const connection = {
      console: { error() {} },
      onRequest: (name: string, handler: (parameters: object) => Promise<unknown>) => handlers.set(name, handler),
      onSignatureHelp() {},
      sendRequest: (name: string) => {
        sent.push(name);
        return Promise.reject(new Error("not now"));
      },
    } as unknown as Connection;
    const known = { ...bareEnvironment, now };
    const aids = bindReadingAids(
      connection,
      (_request, _fallback, answer) => async (parameters) => answer(text, known, parameters),
    );
    aids.initialize({ capabilities: { ...(workspace !== undefined && { workspace }) } } as InitializeParams);
    for (let times = 0; times < 3; times++) await handlers.get("textDocument/inlayHint")?.({ range: wholeText });
    return sent;
  }

  test("are refreshed once, with the minute", async () => {
    const sent = await askForHints({ inlayHint: { refreshSupport: true } });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(sent).toEqual(["workspace/inlayHint/refresh"]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sent).toHaveLength(1);
  });

  test("are left alone in an editor that cannot refresh, and where there are none", async () => {
    const sent = await askForHints(undefined);
    const none = await askForHints({ inlayHint: { refreshSupport: true } }, snapshotOf("{}"));
    await vi.advanceTimersByTimeAsync(120_000);
    expect([...sent, ...none]).toEqual([]);
  });
});
