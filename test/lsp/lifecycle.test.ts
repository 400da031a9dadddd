import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ErrorCodes } from "vscode-languageserver-protocol/node";
import manifest from "../../package.json";
import { connectClient, type TestClient } from "./testClient";
import { seedPolicy } from "./texts";

let client: TestClient;

beforeEach(async () => {
  client = await connectClient();
});
afterEach(() => client.kill());

describe("a server", () => {
  test("announces exactly what it can do", async () => {
    const announced = await client.initialize();
    // An editor shows it to a person who reports a fault.
    expect(announced.serverInfo).toEqual({ name: "MCP Policy Language Server", version: manifest.version });
    expect(announced.capabilities).toMatchInlineSnapshot(`
      {
        "codeActionProvider": {
          "codeActionKinds": [
            "quickfix",
            "source.fixAll.mcp-policy",
            "refactor.rewrite",
            "source.sortTools.mcp-policy",
          ],
          "resolveProvider": true,
        },
        "codeLensProvider": {},
        "completionProvider": {
          "resolveProvider": true,
          "triggerCharacters": [
            """,
            ".",
            ":",
          ],
        },
        "definitionProvider": true,
        "documentFormattingProvider": true,
        "documentHighlightProvider": true,
        "documentLinkProvider": {},
        "documentOnTypeFormattingProvider": {
          "firstTriggerCharacter": "}",
          "moreTriggerCharacter": [
            "]",
            ",",
            "
      ",
          ],
        },
        "documentRangeFormattingProvider": true,
        "documentSymbolProvider": true,
        "foldingRangeProvider": true,
        "hoverProvider": true,
        "inlayHintProvider": true,
        "referencesProvider": true,
        "renameProvider": {
          "prepareProvider": true,
        },
        "selectionRangeProvider": true,
        "semanticTokensProvider": {
          "full": true,
          "legend": {
            "tokenModifiers": [
              "lowRisk",
              "mediumRisk",
              "highRisk",
              "criticalRisk",
              "allowed",
              "limited",
              "conditional",
              "hidden",
              "denied",
            ],
            "tokenTypes": [
              "mcpTool",
              "mcpArgument",
              "mcpOperator",
              "mcpCounter",
            ],
          },
          "range": true,
        },
        "signatureHelpProvider": {
          "retriggerCharacters": [
            """,
            ":",
            ",",
          ],
          "triggerCharacters": [
            """,
            ":",
            ",",
          ],
        },
        "textDocumentSync": 2,
        "workspace": {
          "workspaceFolders": {
            "changeNotifications": true,
            "supported": true,
          },
        },
        "workspaceSymbolProvider": true,
      }
    `);
  });

  test("announces the same to our own editor", async () => {
    const ours = await connectClient();
    expect(await ours.initialize({ clientCommands: true })).toEqual(await client.initialize());
    expect(await ours.stop()).toBe(0);
  });

  test.each([
    { what: "nothing", parameters: undefined },
    { what: "null", parameters: null },
    { what: "an empty object", parameters: {} },
    { what: "a list", parameters: [1] },
    { what: "wrong types", parameters: { capabilities: 7, initializationOptions: 7, processId: "x", rootUri: [] } },
    { what: "capabilities of null", parameters: { capabilities: { textDocument: null }, initializationOptions: null } },
  ])("can be initialized after a malformed attempt: $what", async ({ parameters }) => {
    await client.sendRequest("initialize", parameters).catch((error: unknown) => {
      expect(error).toMatchObject({ code: expect.any(Number) });
    });
    await client.initialize();
    const document = await client.open("[");
    expect(await document.diagnostics()).not.toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test("ends with code 0 after shutdown and exit", async () => {
    await client.initialize();
    await client.sendNotification("initialized", {});
    expect(await client.stop()).toBe(0);
  });

  test("ends with code 1 after an exit that no shutdown announced", async () => {
    await client.initialize();
    await client.sendNotification("exit", undefined);
    expect(await client.exitCode()).toBe(1);
  });

  test("ends when its standard input is closed", async () => {
    await client.initialize();
    client.hangUp();
    expect(await client.exitCode()).not.toBeNull();
  });

  test("ends when its standard input is closed before anything was said", async () => {
    client.hangUp();
    expect(await client.exitCode()).not.toBeNull();
  });

  test("answers requests that come between initialize and initialized", async () => {
    await client.initialize();
    const document = await client.open(seedPolicy);
    expect((await document.tools()).tools.length).toBeGreaterThan(0);
    expect(await document.diagnostics()).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test("E16 refuses requests that come before initialize, and drops notifications", async () => {
    const early = await client.open(seedPolicy);
    const notYet = { code: ErrorCodes.ServerNotInitialized, message: "The first request has to be initialize." };
    await expect(early.hover({ line: 0, character: 0 })).rejects.toMatchObject(notYet);
    await expect(early.simulate({ tool: "anything" })).rejects.toMatchObject(notYet);
    await expect(client.sendRequest("shutdown", undefined)).rejects.toMatchObject(notYet);
    await client.initialize();
    const document = await client.open("[");
    expect(await document.diagnostics()).not.toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  test("E16 refuses requests after shutdown, and still ends with code 0", async () => {
    await client.initialize();
    const document = await client.open(seedPolicy);
    await client.sendRequest("shutdown", undefined);
    for (const ask of [() => document.hover({ line: 0, character: 0 }), () => document.tools()])
      await expect(ask()).rejects.toMatchObject({ code: ErrorCodes.InvalidRequest });
    await client.sendNotification("exit", undefined);
    expect(await client.exitCode()).toBe(0);
  });

  test("prints nothing but the protocol", async () => {
    await client.initialize();
    await client.sendNotification("initialized", {});
    for (const text of [
      seedPolicy,
      "[[[",
      "",
      '{"version": "2", "tools": {"a": {"deny_if": [{"conditions": [{}]}]}}}',
    ]) {
      const document = await client.open(text);
      await document.diagnostics();
      await document.hover({ line: 0, character: 1 });
      await document.complete({ line: 0, character: 1 });
      await document.codeLens();
      await document.tools();
      await document.simulate({ tool: "a" });
    }
    await client.stop();
    expect(remainderOf(Buffer.concat(client.printed))).toBe("");
    expect(client.complaints).toEqual([]);
    expect(client.loggedErrors).toEqual([]);
  });
});

describe("H8 a stream", () => {
  test.each([
    ["without the length of a message", "Content-Type: x\r\n\r\n{}"],
    ["with a length that is no number", "Content-Length: many\r\n\r\n{}"],
    ["with a line that is no header", "hello\r\n\r\n"],
    ["with a message that is longer than it says", 'Content-Length: 4\r\n\r\n{"a": 1}Content-Length: 2\r\n\r\n{}'],
  ])("%s ends the server with a sentence and code 1", async (_, bytes) => {
    await client.initialize();
    client.sendBytes(bytes);
    expect(await client.exitCode()).toBe(1);
    expect(client.complaints.join("")).toMatch(
      /^mcp-policy: the messages of the editor can no longer be told apart \(.+\), so the server ends\.\n$/,
    );
  });

  test("with a message that is not JSON is read on", async () => {
    await client.initialize();
    client.sendBytes("Content-Length: 5\r\n\r\n{nope");
    client.sendBytes("Content-Length: 4\r\n\r\nnull");
    const document = await client.open(seedPolicy);
    expect(await document.diagnostics()).toEqual([]);
    expect(Buffer.concat(client.printed).toString()).toContain(
      '{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"The message is not a JSON object."}}',
    );
    expect(await client.stop()).toBe(0);
  });
});

test("H8 params that are null are refused with a sentence", async () => {
  await client.initialize();
  const methods = ["textDocument/hover", "textDocument/completion", "textDocument/codeLens", "workspace/symbol"];
  for (const method of methods) {
    const body = JSON.stringify({ jsonrpc: "2.0", id: `null ${method}`, method, params: null });
    client.sendBytes(`Content-Length: ${body.length}\r\n\r\n${body}`);
  }
  // Requests are answered in their order.
  await client.stop();
  const printed = Buffer.concat(client.printed).toString();
  for (const method of methods)
    expect(printed).toContain(
      `"id":"null ${method}","error":{"code":-32602,"message":"${method} needs params: an object."}`,
    );
});

describe("a server that is started by hand", () => {
  test("speaks on standard input and output", async () => {
    const byHand = await connectClient([]);
    await byHand.initialize();
    const document = await byHand.open("{");
    expect(await document.diagnostics()).not.toEqual([]);
    expect(await byHand.stop()).toBe(0);
    byHand.kill();
  });
});

/** What is left of an output when all messages of the protocol are taken away. */
function remainderOf(output: Buffer): string {
  let rest = output;
  for (;;) {
    const header = /^Content-Length: (\d+)\r\n(?:Content-Type: [^\r\n]+\r\n)?\r\n/.exec(
      rest.subarray(0, 200).toString("latin1"),
    );
    if (header === null) return rest.toString("utf8");
    const end = header[0].length + Number(header[1]);
    JSON.parse(rest.subarray(header[0].length, end).toString("utf8"));
    rest = rest.subarray(end);
  }
}
