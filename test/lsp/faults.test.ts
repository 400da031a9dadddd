import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Connection } from "vscode-languageserver";
import { serve } from "../../server/src/lsp/connection";
import { buildServer, faultyServerModule, serverModule } from "./builtServer";
import { startClient, type TestClient, TestDocument } from "./testClient";
import { positionOf, seedPolicy, seedTool } from "./texts";

/** A request, and how the server binds its handler. */
interface Handled {
  readonly request: string;
  readonly binding: string;
  readonly parameters?: object;
  /** Where the seed's policy gives nothing to answer: a text that does. */
  readonly text?: string;
  /** What an editor gets from a handler that fails. */
  readonly neutral: unknown;
}

/** Something that can be fixed. */
const flawedPolicy = seedPolicy.replace('"version": "1",', '"version": "1", // mine');

const conditionalPolicy = '{"tools":{"a":{"require":[{"conditions":[{"path":"args.a"}]}]}}}';

const wholeText = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

const item = { label: seedTool, data: { about: "tool", name: seedTool } };

const testFile = {
  uri: "file:///w/crm.policy-test.json",
  text: `{"tests":[{"name":"a","calls":[{"tool":"${seedTool}"}]}]}`,
};

const requests: readonly Handled[] = [
  {
    request: "textDocument/hover",
    binding: "onHover",
    parameters: { position: positionOf(seedPolicy, seedTool) },
    neutral: null,
  },
  {
    request: "textDocument/completion",
    binding: "onCompletion",
    parameters: { position: positionOf(seedPolicy, '"tools"') },
    neutral: { isIncomplete: false, items: [] },
  },
  {
    request: "completionItem/resolve",
    binding: "onCompletionResolve",
    parameters: { ...item, textDocument: undefined },
    neutral: item,
  },
  { request: "textDocument/documentSymbol", binding: "onDocumentSymbol", neutral: [] },
  { request: "textDocument/foldingRange", binding: "onFoldingRanges", neutral: [] },
  {
    request: "textDocument/selectionRange",
    binding: "onSelectionRanges",
    parameters: { positions: [positionOf(seedPolicy, seedTool)] },
    neutral: [],
  },
  {
    request: "textDocument/documentHighlight",
    binding: "onDocumentHighlight",
    parameters: { position: positionOf(seedPolicy, seedTool) },
    neutral: [],
  },
  {
    request: "textDocument/definition",
    binding: "onDefinition",
    parameters: { position: positionOf(seedPolicy, seedTool) },
    neutral: null,
  },
  {
    request: "textDocument/references",
    binding: "onReferences",
    parameters: { position: positionOf(seedPolicy, seedTool), context: { includeDeclaration: true } },
    neutral: [],
  },
  {
    request: "textDocument/prepareRename",
    binding: "onPrepareRename",
    parameters: { position: positionOf(seedPolicy, seedTool) },
    neutral: null,
  },
  {
    request: "textDocument/rename",
    binding: "onRenameRequest",
    parameters: { position: positionOf(seedPolicy, seedTool), newName: "other" },
    neutral: null,
  },
  { request: "textDocument/documentLink", binding: "onDocumentLinks", neutral: [] },
  {
    request: "textDocument/formatting",
    binding: "onDocumentFormatting",
    parameters: { options: { tabSize: 3, insertSpaces: true } },
    neutral: [],
  },
  {
    request: "textDocument/rangeFormatting",
    binding: "onDocumentRangeFormatting",
    parameters: {
      range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
      options: { tabSize: 3, insertSpaces: true },
    },
    neutral: [],
  },
  {
    request: "textDocument/onTypeFormatting",
    binding: "onDocumentOnTypeFormatting",
    parameters: { position: { line: 2, character: 0 }, ch: "}", options: { tabSize: 3, insertSpaces: true } },
    neutral: [],
  },
  {
    request: "workspace/symbol",
    binding: "onWorkspaceSymbol",
    parameters: { query: "" },
    neutral: [],
  },
  { request: "textDocument/codeLens", binding: "onCodeLens", neutral: [] },
  {
    request: "codeAction/resolve",
    binding: "onCodeActionResolve",
    parameters: { title: "Fix all", data: { fixAll: "file:///workspace/flawed.policy.json" }, textDocument: undefined },
    text: flawedPolicy,
    neutral: { title: "Fix all", data: { fixAll: "file:///workspace/flawed.policy.json" } },
  },
  {
    request: "textDocument/codeAction",
    binding: "onCodeAction",
    parameters: { range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }, context: {} },
    text: flawedPolicy,
    neutral: [],
  },
  {
    request: "mcpPolicy/simulate",
    binding: "mcpPolicy/simulate",
    parameters: { calls: [{ tool: seedTool }] },
    neutral: { steps: [], problems: [], problemsInWords: "" },
  },
  { request: "mcpPolicy/tools", binding: "mcpPolicy/tools", neutral: { tools: [] } },
  {
    request: "textDocument/inlayHint",
    binding: "textDocument/inlayHint",
    parameters: { range: wholeText },
    neutral: [],
  },
  {
    request: "textDocument/semanticTokens/full",
    binding: "textDocument/semanticTokens/full",
    neutral: { data: [] },
  },
  {
    request: "textDocument/semanticTokens/range",
    binding: "textDocument/semanticTokens/range",
    parameters: { range: wholeText },
    neutral: { data: [] },
  },
  {
    request: "textDocument/signatureHelp",
    binding: "onSignatureHelp",
    parameters: { position: positionOf(conditionalPolicy, '"path"') },
    text: conditionalPolicy,
    neutral: null,
  },
  { request: "mcpPolicy/summary", binding: "mcpPolicy/summary", neutral: { summary: null } },
  {
    request: "mcpPolicy/probe",
    binding: "mcpPolicy/probe",
    neutral: { tools: [], policy: [], notKnown: "The language server has no such policy open." },
  },
  {
    request: "mcpPolicy/builder",
    binding: "mcpPolicy/builder",
    neutral: {
      version: -1,
      notBuilt: "The language server has no such policy open.",
      default: null,
      serverName: "",
      summary: "",
      risks: [],
      rows: [],
      detail: null,
    },
  },
  {
    request: "mcpPolicy/builderEdit",
    binding: "mcpPolicy/builderEdit",
    parameters: { change: { kind: "default", decision: "allow" } },
    neutral: { edits: [], refused: "The language server has no such policy open." },
  },
  {
    request: "mcpPolicy/tryCondition",
    binding: "mcpPolicy/tryCondition",
    parameters: { tool: seedTool, condition: { path: "args.a", op: "eq", value: "b" }, samples: ["b"] },
    neutral: { tries: [] },
  },
  {
    request: "mcpPolicy/addTools",
    binding: "mcpPolicy/addTools",
    parameters: { tools: ["ssh_execute"] },
    neutral: { edits: [], added: [] },
  },
  {
    request: "mcpPolicy/verdictChanges",
    binding: "mcpPolicy/verdictChanges",
    parameters: { calls: [{ tool: seedTool }], call: 0 },
    neutral: { changes: [] },
  },
  {
    request: "mcpPolicy/readCalls",
    binding: "mcpPolicy/readCalls",
    parameters: { text: '{"name":"ssh_execute","arguments":{}}', most: 1 },
    neutral: { calls: [], withoutArguments: 0, unreadable: 0, firstUnreadable: null, left: 0, notes: [] },
  },
  {
    request: "mcpPolicy/fileKind",
    binding: "mcpPolicy/fileKind",
    parameters: { uri: "file:///w/policy.json" },
    neutral: { kind: null },
  },
  {
    request: "mcpPolicy/convertPaste",
    binding: "mcpPolicy/convertPaste",
    parameters: { range: wholeText, text: 'version: "1"\ndefault: deny\n' },
    neutral: { text: null, title: "" },
  },
  {
    request: "mcpPolicy/policyTests",
    binding: "mcpPolicy/policyTests",
    parameters: testFile,
    neutral: { tests: [], policies: [], problems: [] },
  },
  {
    request: "mcpPolicy/runPolicyTests",
    binding: "mcpPolicy/runPolicyTests",
    parameters: { ...testFile, policy: { uri: "file:///w/crm.policy.json", text: seedPolicy } },
    neutral: {
      results: [],
      coverage: { branches: [], tools: [], notKnown: 0 },
      policyProblems: [],
      notRun: "The tests could not be run. The log of the language server says why.",
    },
  },
  {
    request: "mcpPolicy/mutants",
    binding: "mcpPolicy/mutants",
    parameters: { policy: { uri: "file:///w/crm.policy.json", text: seedPolicy }, testFiles: [testFile] },
    neutral: {
      mutants: [],
      notKnown: [],
      notRun: "The mutants could not be made. The log of the language server says why.",
    },
  },
  {
    request: "mcpPolicy/saveAsTest",
    binding: "mcpPolicy/saveAsTest",
    parameters: { calls: [{ tool: seedTool }], name: "a test" },
    neutral: {
      uri: "",
      text: "",
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      refused: "The policy is not open, or the language server failed.",
    },
  },
  {
    request: "mcpPolicy/newPolicy",
    binding: "mcpPolicy/newPolicy",
    parameters: { plan: "deny-all" },
    neutral: { text: "", inWords: "", reasons: "" },
  },
  {
    request: "mcpPolicy/suggestPolicy",
    binding: "mcpPolicy/suggestPolicy",
    parameters: { text: '{"name": "x"}', fileName: "calls.jsonl", denyRest: true, generalise: [] },
    neutral: { text: "", notes: [] },
  },
  {
    request: "mcpPolicy/callTemplate",
    binding: "mcpPolicy/callTemplate",
    parameters: { tool: "ssh_execute" },
    neutral: { text: "{}" },
  },
  {
    request: "mcpPolicy/argumentForm",
    binding: "mcpPolicy/argumentForm",
    parameters: { tool: "ssh_execute" },
    neutral: { fields: [] },
  },
  {
    request: "mcpPolicy/checkArguments",
    binding: "mcpPolicy/checkArguments",
    parameters: { tool: seedTool, text: "{}" },
    neutral: { isJson: false, arguments: null, problems: [] },
  },
  {
    request: "mcpPolicy/difference",
    binding: "mcpPolicy/difference",
    parameters: { text: '{ "version": "1", "default": "deny" }' },
    neutral: {
      refused: "The language server has no such policy open.",
      newlyAllowed: [],
      newlyDenied: [],
      limits: [],
      visibility: [],
      unknown: [],
    },
  },
  { request: "mcpPolicy/servers", binding: "mcpPolicy/servers", parameters: {}, neutral: { servers: [] } },
  {
    request: "mcpPolicy/importServer",
    binding: "mcpPolicy/importServer",
    parameters: { folder: "", name: "a" },
    neutral: { uri: null, message: "The language server failed. Its log says why.", notes: [] },
  },
  {
    request: "mcpPolicy/pointClient",
    binding: "mcpPolicy/pointClient",
    parameters: {},
    neutral: { clients: [], entry: null, refused: "The language server failed. Its log says why." },
  },
  {
    request: "mcpPolicy/stack",
    binding: "mcpPolicy/stack",
    parameters: {},
    neutral: { servers: [], tools: [], pairs: [], pairCount: 0, left: [], report: null },
  },
  {
    request: "mcpPolicy/assistantTool",
    binding: "mcpPolicy/assistantTool",
    parameters: { tool: "none", input: {} },
    neutral: { text: "It failed.", isError: true },
  },
];

/** Requests that have an answer only in a folder on the disk. */
const requestsOfFolders: readonly (Handled & { readonly folder: (uri: string) => object })[] = [
  {
    request: "mcpPolicy/findServers",
    binding: "mcpPolicy/findServers",
    folder: (uri) => ({ folder: uri }),
    neutral: { found: [] },
  },
  {
    request: "mcpPolicy/chooseServer",
    binding: "mcpPolicy/chooseServer",
    folder: () => ({ server: "github" }),
    neutral: { uri: null, text: null },
  },
];

/** Handlers that nobody waits for an answer of, with the binding that leads to each. They have tests of their own. */
const notifications: readonly Pick<Handled, "request" | "binding">[] = [
  { request: "textDocument/publishDiagnostics", binding: "onDidOpenTextDocument" },
  { request: "textDocument/publishDiagnostics", binding: "onDidChangeTextDocument" },
  { request: "textDocument/didClose", binding: "onDidCloseTextDocument" },
  { request: "workspace/didChangeWatchedFiles", binding: "onDidChangeWatchedFiles" },
];

/** What has no code of ours behind it that could fail: these are the library's own. */
const unguarded = [
  "onInitialize",
  "onInitialized",
  "onDidSaveTextDocument",
  "onWillSaveTextDocument",
  "onWillSaveTextDocumentWaitUntil",
];

const guarded = [...requests, ...requestsOfFolders, ...notifications];

let client: TestClient;
afterEach(() => client?.kill());

test("every handler that the server binds has a test here", () => {
  const bound: string[] = [];
  const bind = (name: string) => (first: unknown) => {
    bound.push(typeof first === "string" ? first : name);
    return { dispose() {} };
  };
  const connection = new Proxy({} as Connection, {
    get: (_, name) =>
      name === "console" ? { error() {} } : String(name).startsWith("on") ? bind(String(name)) : () => {},
  });
  serve(connection);
  expect(bound.sort()).toEqual([...guarded.map(({ binding }) => binding), ...unguarded].sort());
});

describe.each(["throws", "rejects", "throws a text", "throws nothing", "throws what cannot be shown"])(
  "a handler that %s, once",
  (fault) => {
    test("gives a neutral answer, is logged once with its request, and works the next time", async () => {
      client = await startClient({
        initializationOptions: { clientCommands: true },
        settings: { documentLinks: { enable: true } },
        faults: requests.map(({ request }) => `${request}=${fault}`).join(),
      });
      const document = await client.open(seedPolicy);
      for (const [index, handled] of requests.entries()) {
        const { request, neutral, text } = handled;
        const asked = text === undefined ? document : await client.open(text, "flawed.policy.json");
        expect(await ask(asked, handled), request).toEqual(neutral);
        expect(client.loggedErrors, request).toHaveLength(index + 1);
        expect(client.loggedErrors[index]).toMatch(new RegExp(`^${request} failed: .`));
        expect(await ask(asked, handled), request).not.toEqual(neutral);
      }
      expect(client.loggedErrors).toHaveLength(requests.length);
      expect(client.complaints).toEqual([]);
      expect(await client.stop()).toBe(0);
    });
  },
);

test("a handler for a folder that fails, once, gives a neutral answer, and works the next time", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mcp-policy-faults-"));
  try {
    mkdirSync(join(folder, ".mcp-policy"));
    writeFileSync(join(folder, ".mcp-policy/config.json"), "{}\n");
    writeFileSync(join(folder, ".mcp.json"), '{ "mcpServers": { "github": { "url": "https://example.com/mcp" } } }');
    client = await startClient({
      faults: requestsOfFolders.map(({ request }) => `${request}=throws`).join(),
    });
    const uri = pathToFileURL(folder).href;
    const document = new TestDocument(client, `${uri}/policy.json`);
    await document.open(seedPolicy);
    for (const { neutral, folder: parametersIn, ...handled } of requestsOfFolders) {
      const asked = () => ask(document, { ...handled, neutral, parameters: parametersIn(uri) });
      expect(await asked(), handled.request).toEqual(neutral);
      expect(await asked(), handled.request).not.toEqual(neutral);
    }
    expect(client.loggedErrors).toHaveLength(requestsOfFolders.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe("a check that fails, once", () => {
  const mistaken = seedPolicy.replace('"minute"', '"week"');

  test.each(["throws", "rejects"])("on opening: %s", async (fault) => {
    client = await startClient({ faults: `textDocument/publishDiagnostics=${fault}` });
    const document = await client.open(mistaken);
    await logged("textDocument/publishDiagnostics failed: Error: injected fault");
    // Everything else of that version is there, and so are the diagnostics of the next one.
    expect(await document.hover(positionOf(mistaken, seedTool))).not.toBeNull();
    await document.change({ text: `${mistaken}\n` });
    expect((await document.diagnostics()).map(({ code }) => code)).toEqual(["unknown-window"]);
    expect(client.published(document.uri).map(({ version }) => version)).not.toContain(1);
    expect(client.loggedErrors).toHaveLength(1);
  });
});

test("a document whose closing fails can be opened again, and is closed the next time", async () => {
  client = await startClient({ faults: "textDocument/didClose" });
  const document = await client.open("[");
  expect(await document.diagnostics()).not.toEqual([]);
  await document.close();
  await logged("textDocument/didClose failed");
  await document.open(seedPolicy);
  expect(await document.diagnostics()).toEqual([]);
  await document.close();
  await client.publication(document.uri, ({ version }) => version === undefined);
  expect(client.loggedErrors).toHaveLength(1);
});

test("the server that is shipped cannot be told to fail", async () => {
  await buildServer();
  const hasTraces = (module: string) => /MCP_POLICY_FAULTS|injected fault/.test(readFileSync(module, "utf8"));
  expect(hasTraces(faultyServerModule)).toBe(true);
  expect(hasTraces(serverModule)).toBe(false);
});

function ask(document: TestDocument, { request, parameters }: Handled): Promise<unknown> {
  return client.sendRequest(request, { textDocument: document.textDocument, ...parameters });
}

/** Waits until exactly one error is in the editor's log, and reads it. */
async function logged(start: string): Promise<void> {
  await vi.waitFor(() => expect(client.loggedErrors).toHaveLength(1), 4_000);
  expect(client.loggedErrors[0]?.slice(0, start.length)).toBe(start);
}
