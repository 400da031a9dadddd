import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CancellationTokenSource, ErrorCodes, LSPErrorCodes } from "vscode-languageserver-protocol/node";
import { startClient, type TestClient, type TestDocument } from "./testClient";
import { seedPolicy, seedTool } from "./texts";

let client: TestClient;
let seed: TestDocument;

beforeAll(async () => {
  client = await startClient({ initializationOptions: { clientCommands: true } });
  seed = await client.open(seedPolicy);
});
afterEach(expectAlive);
afterAll(async () => {
  expect(await client.stop()).toBe(0);
  expect(client.complaints).toEqual([]);
});

/** The server still answers, and rightly. */
async function expectAlive(): Promise<void> {
  const { steps } = await seed.simulate({ tool: seedTool });
  expect(steps.map(({ decision }) => decision)).toEqual(["allow"]);
}

const methods = [
  "textDocument/hover",
  "textDocument/completion",
  "textDocument/codeLens",
  "completionItem/resolve",
  "mcpPolicy/simulate",
  "mcpPolicy/tools",
  "mcpPolicy/callTemplate",
  "mcpPolicy/checkArguments",
];

describe("malformed parameters", () => {
  const shapes = {
    nothing: () => undefined,
    "an empty object": () => ({}),
    "an empty list": () => [],
    "a list": () => [1, "two", null],
    "no document's address": () => ({ textDocument: {} }),
    "an address that is a number": () => ({ textDocument: { uri: 7 }, position: { line: 0, character: 0 } }),
    "no position": () => ({ textDocument: seed.textDocument }),
    "a position of null": () => ({ textDocument: seed.textDocument, position: null }),
    "a position without numbers": () => ({ textDocument: seed.textDocument, position: {} }),
    "a position of texts": () => ({ textDocument: seed.textDocument, position: { line: "1", character: "x" } }),
    "a negative position": () => ({ textDocument: seed.textDocument, position: { line: -1, character: -7 } }),
    "a position between two": () => ({ textDocument: seed.textDocument, position: { line: 1.5, character: 2.5 } }),
    "a position far outside": () => ({ textDocument: seed.textDocument, position: { line: 1e12, character: 2 ** 53 } }),
    "calls of null": () => ({ textDocument: seed.textDocument, calls: null, tool: null, text: null }),
    "calls that are none": () => ({ textDocument: seed.textDocument, calls: [null, 7, "x"], tool: 7, text: 7 }),
    "a call without a name": () => ({ textDocument: seed.textDocument, calls: [{}], tool: {}, text: {} }),
    "calls of wrong types": () => ({
      textDocument: seed.textDocument,
      calls: [{ tool: { a: 1 }, arguments: 7, grant: 7, at: 7 }],
      tool: ["a"],
      text: ["{}"],
    }),
    "names from JavaScript": () => ({
      textDocument: seed.textDocument,
      calls: [{ tool: "__proto__" }, { tool: "constructor" }],
      tool: "__proto__",
      text: '{"__proto__": {"x": 1}}',
    }),
    "arguments nested 10,000 deep": () => ({
      textDocument: seed.textDocument,
      calls: [{ tool: seedTool, arguments: JSON.parse("[".repeat(10_000) + "]".repeat(10_000)) }],
      tool: seedTool,
      text: "[".repeat(10_000) + "]".repeat(10_000),
    }),
  };

  test.each(Object.entries(shapes))("get an answer or an error from every request: %s", async (_, shape) => {
    for (const method of methods) {
      const outcome = client.sendRequest(method, shape());
      await outcome.catch((error: unknown) => expect(error, method).toMatchObject({ code: expect.any(Number) }));
    }
  });

  test.each([
    ["textDocument/didOpen", undefined],
    ["textDocument/didOpen", {}],
    ["textDocument/didOpen", { textDocument: { uri: "file:///half.policy.json" } }],
    ["textDocument/didOpen", { textDocument: { uri: "file:///seven.policy.json", version: 1, text: 7 } }],
    ["textDocument/didChange", {}],
    [
      "textDocument/didChange",
      { textDocument: { uri: "file:///nowhere", version: 2 }, contentChanges: [{ text: "" }] },
    ],
    ["textDocument/didChange", { textDocument: { uri: "file:///nowhere", version: 2 }, contentChanges: 7 }],
    ["textDocument/didClose", {}],
    ["textDocument/didClose", { textDocument: { uri: "file:///nowhere" } }],
    ["$/unheardOf", {}],
    ["unheardOf", [7]],
    ["$/cancelRequest", {}],
    ["$/cancelRequest", { id: 999_999 }],
    ["workspace/didChangeConfiguration", null],
  ])("in the notification %s is taken for nothing: %j", async (method, parameters) => {
    await client.sendNotification(method, parameters);
    await expectAlive();
  });

  test("in an edit leaves a document that the next whole text puts right", async () => {
    const document = await client.open(seedPolicy);
    await document.diagnostics();
    const nonsense = [
      {},
      { range: null, text: 7 },
      { range: { start: 1, end: 2 }, text: "x" },
      { text: null },
      null,
      7,
    ];
    for (const change of nonsense) await document.change(change as never);
    await document.change({ text: "{" });
    expect(await document.diagnostics()).not.toEqual([]);
    await document.change({ text: seedPolicy });
    expect(await document.diagnostics()).toEqual([]);
    expect((await document.simulate({ tool: seedTool })).steps).toHaveLength(1);
  });
});

describe("a request", () => {
  test("of a method that the server does not know is refused", async () => {
    await expect(client.sendRequest("textDocument/typeDefinition", {})).rejects.toMatchObject({
      code: ErrorCodes.MethodNotFound,
    });
    await expect(client.sendRequest("mcpPolicy/unheardOf", {})).rejects.toMatchObject({
      code: ErrorCodes.MethodNotFound,
    });
  });

  test("that is cancelled at once is answered or given up, and each by itself", async () => {
    const outcomes = methods.map(async (method) => {
      const source = new CancellationTokenSource();
      const answer = client.sendRequest(
        method,
        { textDocument: seed.textDocument, position: { line: 4, character: 8 } },
        source.token,
      );
      source.cancel();
      return answer.then(
        () => "answered",
        (error: { code: number }) => error.code,
      );
    });
    // Three of them want more parameters, and say so when they are faster than the cancellation.
    for (const outcome of await Promise.all(outcomes))
      expect(["answered", LSPErrorCodes.RequestCancelled, ErrorCodes.InvalidParams]).toContain(outcome);
  });

  test("that is cancelled while another is worked on is not worked on itself", async () => {
    const slow = Array.from({ length: 5_000 }, () => ({ tool: seedTool }));
    const first = seed.simulate(...slow);
    const source = new CancellationTokenSource();
    const parameters = { textDocument: seed.textDocument, calls: [{ tool: seedTool }] };
    const second = client.sendRequest("mcpPolicy/simulate", parameters, source.token).then(
      (answer) => answer,
      (error: { code: number }) => error.code,
    );
    const third = seed.simulate({ tool: seedTool });
    source.cancel();
    expect([{ steps: [], problems: [], problemsInWords: "" }, LSPErrorCodes.RequestCancelled]).toContainEqual(
      await second,
    );
    expect((await first).steps).toHaveLength(5_000);
    expect((await third).steps).toHaveLength(1);
  });

  test("H6: does not wait for a simulation that takes long", async () => {
    const limits = Array.from(
      { length: 12_000 },
      (_, index) => `{"counter":"c${index}","window":"day","max":9,"scope":"grant"}`,
    );
    const huge = await client.open(
      `{ "version": "1", "default": "deny", "tools": { "pay": { "limits": [${limits.join(",")}] } } }`,
    );
    const order: string[] = [];
    const simulated = huge
      .simulate(...Array.from({ length: 500 }, () => ({ tool: "pay" })))
      .finally(() => order.push("simulated"));
    await seed.hover({ line: 0, character: 0 }).finally(() => order.push("hover"));
    const { steps, problems } = await simulated;
    expect(order).toEqual(["hover", "simulated"]);
    expect(steps).toHaveLength(8);
    expect(problems.map(({ code }) => code)).toContain("too-many-calls");
    expect(JSON.stringify(steps).length).toBeLessThan(1_000_000);
    await huge.close();
  });

  test("comes back in order when very many are sent at once", async () => {
    const answers = Array.from({ length: 300 }, (_, index) =>
      seed.simulate({ tool: seedTool, grant: `grant ${index}` }),
    );
    const grants = (await Promise.all(answers)).map(({ steps }) => steps[0]?.grant);
    expect(grants).toEqual(Array.from({ length: 300 }, (_, index) => `grant ${index}`));
  });
});

describe("H8 a request without what it is about", () => {
  const position = { line: 0, character: 0 };
  const range = { start: position, end: position };
  const whole = {
    "textDocument/hover": { position },
    "textDocument/completion": { position },
    "textDocument/signatureHelp": { position },
    "textDocument/definition": { position },
    "textDocument/documentHighlight": { position },
    "textDocument/references": { position, context: { includeDeclaration: true } },
    "textDocument/prepareRename": { position },
    "textDocument/rename": { position, newName: "other" },
    "textDocument/codeAction": { range, context: { diagnostics: [] } },
    "textDocument/codeLens": {},
    "textDocument/documentSymbol": {},
    "textDocument/documentLink": {},
    "textDocument/foldingRange": {},
    "textDocument/selectionRange": { positions: [position] },
    "textDocument/formatting": { options: { tabSize: 2 } },
    "textDocument/rangeFormatting": { range, options: { tabSize: 2 } },
    "textDocument/onTypeFormatting": { position, ch: "}", options: { tabSize: 2 } },
    "textDocument/inlayHint": { range },
    "textDocument/semanticTokens/full": {},
    "textDocument/semanticTokens/range": { range },
    "mcpPolicy/simulate": { calls: [] },
    "mcpPolicy/tools": {},
    "mcpPolicy/callTemplate": { tool: "a" },
    "mcpPolicy/summary": {},
    "mcpPolicy/addTools": {},
    "mcpPolicy/verdictChanges": { calls: [] },
    "mcpPolicy/saveAsTest": { calls: [] },
  };

  test.each(Object.entries(whole))("%s is refused with a sentence, and nothing is logged", async (method, rest) => {
    const logged = client.loggedErrors.length;
    for (const textDocument of [undefined, null, {}, { uri: 7 }, []])
      await expect(client.sendRequest(method, { ...rest, textDocument })).rejects.toMatchObject({
        code: ErrorCodes.InvalidParams,
        message: `${method} needs textDocument: an object with the document's address as uri.`,
      });
    for (const left of Object.keys(rest).filter((name) => name !== "ch")) {
      const parameters = { textDocument: seed.textDocument, ...rest, [left]: null };
      await expect(client.sendRequest(method, parameters), left).rejects.toMatchObject({
        code: ErrorCodes.InvalidParams,
        message: expect.stringMatching(`^${method} needs ${left}: `),
      });
    }
    expect(client.loggedErrors.slice(logged)).toEqual([]);
  });
});
