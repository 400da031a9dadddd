import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { CompletionItem, CompletionList, Diagnostic, MarkupContent } from "vscode-languageserver-types";
import type { InitializationOptions } from "../../server/src/protocol/initializationOptions";
import { connectClient, startClient, type TestClient } from "./testClient";
import { positionOf, rangeOf, seedPolicy, seedTool, textIn } from "./texts";

/** Our own editor, and one that knows nothing of our extension. */
let ours: TestClient;
let others: TestClient;

beforeAll(async () => {
  ours = await startClient({ initializationOptions: { clientCommands: true } });
  others = await startClient();
});
afterEach(() => expect([...ours.loggedErrors, ...others.loggedErrors]).toEqual([]));
afterAll(() => {
  ours.kill();
  others.kill();
});

describe("textDocument/hover", () => {
  test("on a tool says what it is and what the policy does with it", async () => {
    const document = await others.open(seedPolicy);
    const hover = await document.hover(positionOf(seedPolicy, seedTool));
    expect(hover).toEqual({ contents: { kind: "markdown", value: expect.any(String) }, range: expect.any(Object) });
    const value = (hover?.contents as MarkupContent | undefined)?.value;
    for (const part of [seedTool, "10 calls a minute", "High risk", "Loads the Python pipeline plugins"])
      expect(value).toContain(part);
    expect(hover?.range && textIn(seedPolicy, hover.range)).toBe(`"${seedTool}"`);
  });

  test("on nothing is null", async () => {
    const document = await others.open(`${seedPolicy}\n\n`);
    expect(await document.hover({ line: 16, character: 0 })).toBeNull();
    expect(await document.hover({ line: 9_999, character: 9_999 })).toBeNull();
  });

  test("offers the simulator to our own editor only", async () => {
    const inside = positionOf(seedPolicy, seedTool);
    const command = "command:mcpPolicy.simulateCall?";
    expect(JSON.stringify(await (await ours.open(seedPolicy)).hover(inside))).toContain(command);
    expect(JSON.stringify(await (await others.open(seedPolicy)).hover(inside))).not.toContain("command:");
  });
});

describe("the page of a rule", () => {
  const text = '{"version":"1","default":"deny","tools":{"ai_invoice_plugins_reload":{}}}';
  const pages = pathToFileURL(resolve(import.meta.dirname, "../../docs/rules")).href;

  test("is linked from the hover and the code: in an editor without pages, those of the project", async () => {
    const document = await others.open(text);
    const page = `${pages}/open-dangerous-tool.md`;
    expect(JSON.stringify(await document.hover(positionOf(text, "ai_invoice_plugins_reload")))).toContain(
      `(<${page}>)`,
    );
    const isIt = ({ code }: Diagnostic) => code === "open-dangerous-tool";
    const { diagnostics } = await others.publication(document.uri, (each) => each.diagnostics.some(isIt));
    expect(diagnostics.find(isIt)?.codeDescription).toEqual({ href: page });
    expect(existsSync(fileURLToPath(page))).toBe(true);
  });

  test("is shown by a command of our own editor", async () => {
    const hover = await (await ours.open(text)).hover(positionOf(text, "ai_invoice_plugins_reload"));
    expect(JSON.stringify(hover)).toContain("(command:mcpPolicy.showRule?%5B%22open-dangerous-tool%22%5D)");
  });
});

describe("textDocument/completion", () => {
  const text = '{\n  "version": "1",\n  "default": ""\n}\n';

  test("suggests with an edit that replaces the quotes too", async () => {
    const document = await others.open(text);
    expect(await document.complete(insideQuotes(text))).toMatchInlineSnapshot(`
      {
        "isIncomplete": false,
        "items": [
          {
            "data": {
              "about": "value",
              "field": "default",
              "place": "policy",
              "value": "deny",
            },
            "detail": "Tools that are not listed under "tools" are denied. List a tool with {} to allow it.",
            "filterText": ""deny"",
            "kind": 20,
            "label": "deny",
            "sortText": "000000",
            "textEdit": {
              "newText": ""deny"",
              "range": {
                "end": {
                  "character": 15,
                  "line": 2,
                },
                "start": {
                  "character": 13,
                  "line": 2,
                },
              },
            },
          },
          {
            "data": {
              "about": "value",
              "field": "default",
              "place": "policy",
              "value": "allow",
            },
            "detail": "Tools that are not listed under "tools" are allowed; only the limits of "all_tools" apply to them.",
            "filterText": ""allow"",
            "kind": 20,
            "label": "allow",
            "sortText": "000001",
            "textEdit": {
              "newText": ""allow"",
              "range": {
                "end": {
                  "character": 15,
                  "line": 2,
                },
                "start": {
                  "character": 13,
                  "line": 2,
                },
              },
            },
          },
        ],
      }
    `);
  });

  test("suggests every tool that is not there yet", async () => {
    const inTools = seedPolicy.replace('"tools": {', '"tools": {\n    "",');
    const document = await others.open(inTools);
    const labels = namesOf(await document.complete(insideQuotes(inTools)));
    expect(new Set(labels).size).toBe(179);
    expect(labels).toContain("ssh_execute");
    expect(labels).not.toContain(seedTool);
  });

  test("explains a suggestion when it is asked, and by that suggestion alone", async () => {
    const fields = '{ "" }';
    const document = await others.open(fields);
    const { items } = await document.complete(insideQuotes(fields));
    await document.close();
    const [first] = items;
    expect(first?.documentation).toBeUndefined();
    expect(await document.resolve(first as CompletionItem)).toEqual({
      ...first,
      documentation: { kind: "markdown", value: expect.stringContaining("required") },
    });
  });

  test("leaves a suggestion as it is that it does not know", async () => {
    const document = await others.open(text);
    for (const data of [undefined, null, 7, "x", [], {}, { about: "nothing" }, { about: "tool", name: "__proto__" }]) {
      const item = { label: "somebody else's", data } as CompletionItem;
      expect(await document.resolve(item)).toEqual(JSON.parse(JSON.stringify(item)));
    }
  });

  test("gives commands of VS Code to our own editor only", async () => {
    for (const marked of ["", "{}", '{"tools": {"ssh_execute": {""}}}']) {
      const position = { line: 0, character: marked.includes('""') ? marked.indexOf('""') + 1 : marked.length >> 1 };
      const { items } = await (await others.open(marked)).complete(position);
      expect(items.filter(({ command }) => command !== undefined)).toEqual([]);
    }
    const { items } = await (await ours.open("")).complete({ line: 0, character: 0 });
    expect(items.some(({ command }) => command !== undefined)).toBe(true);
  });
});

describe("textDocument/codeLens", () => {
  test("says what the policy does with a tool, above it", async () => {
    const document = await ours.open(seedPolicy);
    const [, ...lenses] = await document.codeLens();
    expect(lenses).toEqual([
      {
        range: rangeOf(seedPolicy, `"${seedTool}"`),
        command: {
          title: "Simulate · allowed, 10 a minute",
          command: "mcpPolicy.simulateCall",
          arguments: [{ uri: document.uri, tool: seedTool }],
        },
      },
    ]);
  });

  test("is nothing for an editor that cannot run its command", async () => {
    expect(await (await others.open(seedPolicy)).codeLens()).toEqual([]);
  });

  test.each([
    { options: {} },
    { options: null },
    { options: [] },
    { options: "yes" },
    { options: { clientCommands: "yes" } },
  ])("nor for one that says of itself: $options", async ({ options }) => {
    const client = await startClient({ initializationOptions: options as InitializationOptions });
    expect(await (await client.open(seedPolicy)).codeLens()).toEqual([]);
    client.kill();
  });
});

/** The place between the first two quotes that stand side by side. */
function insideQuotes(text: string): ReturnType<typeof positionOf> {
  const { line, character } = positionOf(text, '""');
  return { line, character: character + 1 };
}

function namesOf({ items }: CompletionList): string[] {
  return items.map(({ label }) => label);
}

describe("an editor that knows no snippets", () => {
  test("gets plain text, in every position", async () => {
    const client = await connectClient();
    try {
      await client.initialize(undefined, {});
      await client.sendNotification("initialized", {});
      for (const text of [
        "",
        '{"tools": {}}',
        '{"tools": {"ssh_execute": {}}}',
        '{"tools": {"ssh_execute": {"limits": []}}}',
      ]) {
        const document = await client.open(text);
        const position = { line: 0, character: Math.max(0, text.lastIndexOf(text.includes("[") ? "]" : "}}")) };
        const { items } = await document.complete(position);
        expect(items.length).toBeGreaterThan(0);
        for (const item of items) {
          expect(item.insertTextFormat).toBeUndefined();
          expect(JSON.stringify(item.textEdit)).not.toMatch(/\$\d|\$\{/);
        }
      }
    } finally {
      await client.stop();
    }
  });
});
