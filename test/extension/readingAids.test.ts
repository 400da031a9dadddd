import assert from "node:assert/strict";
import {
  type CodeLens,
  commands,
  type Hover,
  MarkdownString,
  type Position,
  Selection,
  type TextDocument,
} from "vscode";
import { cleanUp } from "./cleanUp";
import { inside, replace, showFile, showPolicy, until } from "./editor";

suite("hover", () => {
  teardown(cleanUp);

  test("on a tool says what it is and what the policy does with it", async () => {
    const { document } = await showFile("policy.json");
    const text = await hoverAt(document, inside(document, '"ai_invoice_plugins_reload"'));
    assert.match(text, /Loads the Python pipeline plugins/);
    assert.match(text, /High/);
    assert.match(text, /10 calls a minute/);
  });

  test("on a field says what it means", async () => {
    const { document } = await showFile("policy.json");
    assert.match(await hoverAt(document, inside(document, '"default"')), /tools?/);
  });

  test("trusts no command but the simulator's and the one that shows a rule's page", async () => {
    const { document } = await showFile("policy.json");
    const contents = await hoverContents(document, inside(document, '"ai_invoice_plugins_reload"'));
    for (const content of contents) {
      assert.ok(content instanceof MarkdownString);
      assert.deepEqual(content.isTrusted, { enabledCommands: ["mcpPolicy.simulateCall", "mcpPolicy.showRule"] });
      assert.ok(content.supportHtml !== true);
    }
  });
});

suite("code lenses", () => {
  teardown(cleanUp);

  test("say what the policy does with each tool, and offer to simulate a call", async () => {
    const { document } = await showPolicy(
      JSON.stringify(
        {
          version: "1",
          default: "deny",
          hide: ["gone"],
          tools: {
            free: {},
            never: { deny_if: [{ conditions: [], on_deny: "Requires human approval." }] },
            gone: {},
            often: { limits: [{ counter: "often_rate", window: "hour", max: 5, scope: "grant" }] },
          },
        },
        undefined,
        2,
      ),
    );
    const lenses = await until(async () => {
      const found = await codeLenses(document);
      return found.length > 0 ? found : undefined;
    }, "code lenses");
    assert.deepEqual(
      lenses.map(({ range, command }) => [document.getText(range), command?.title]),
      [
        ["", "184 tools: 1 allowed · 1 limited · 1 hidden · 181 denied"],
        ['"never"', "Simulate · denied always"],
        ['"gone"', "Simulate · hidden"],
        ['"often"', "Simulate · allowed, 5 an hour"],
      ],
    );
    assert.deepEqual(lenses[1]?.command?.arguments, [{ uri: document.uri.toString(), tool: "never" }]);
    assert.equal(lenses[1]?.command?.command, "mcpPolicy.simulateCall");
  });

  test("E19: a tool without rules has one while the cursor is in it", async () => {
    const editor = await showPolicy('{\n"version": "1",\n"default": "deny",\n"tools": {\n"a": {},\n"b": {}\n}\n}');
    const lines = async () => (await codeLenses(editor.document)).map(({ range }) => range.start.line);
    for (const line of [5, 4]) {
      editor.selection = new Selection(line, 2, line, 2);
      await until(async () => ((await lines()).join() === `0,${line}` ? true : undefined), `a lens above line ${line}`);
    }
    editor.selection = new Selection(1, 2, 1, 2);
    await until(async () => ((await lines()).join() === "0" ? true : undefined), "no lens above a tool");
  });

  test("follow the text", async () => {
    const { document } = await showFile("policy.json");
    const titles = async () => (await codeLenses(document)).map(({ command }) => command?.title).join();
    await until(
      async () => (await titles()).endsWith(",Simulate · allowed, 10 a minute") || undefined,
      "the first lens",
    );
    await replace(document, "10", "3");
    await until(async () => (await titles()).endsWith(",Simulate · allowed, 3 a minute") || undefined, "the new lens");
  });
});

function codeLenses({ uri }: TextDocument): Thenable<CodeLens[]> {
  return commands.executeCommand("vscode.executeCodeLensProvider", uri, 100);
}

/** The text of a hover, once there is one: the server may still be starting. */
async function hoverAt(document: TextDocument, position: Position): Promise<string> {
  const contents = await hoverContents(document, position);
  return contents.map((content) => (typeof content === "string" ? content : content.value)).join("\n");
}

function hoverContents({ uri }: TextDocument, position: Position): Promise<Hover["contents"]> {
  return until(async () => {
    const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", uri, position);
    const contents = hovers.flatMap((hover) => hover.contents);
    return contents.length > 0 ? contents : undefined;
  }, "a hover");
}
