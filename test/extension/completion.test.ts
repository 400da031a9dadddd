import assert from "node:assert/strict";
import {
  type CompletionItem,
  type CompletionList,
  commands,
  Position,
  Selection,
  type TextEditor,
  type Uri,
  window,
} from "vscode";
import { cleanUp } from "./cleanUp";
import { fileUri, inside, showFile, showPolicy, until } from "./editor";

suite("completion", () => {
  teardown(cleanUp);

  test("knows the tools, and replaces the quotes with what it inserts", async () => {
    const { document } = await showPolicy('{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    ""\n  }\n}\n');
    const items = await suggestionsAt(document.uri, inside(document, '""'));
    const tool = items.find(({ label }) => nameOf(label) === "ai_invoice_plugins_reload");
    assert.ok(tool, `not among ${items.length} suggestions`);
    const { range } = tool;
    assert.ok(range);
    assert.equal(document.getText("inserting" in range ? range.replacing : range), '""');
    assert.match(typeof tool.filterText === "string" ? tool.filterText : "", /^".*"$/);
  });

  test("says of a suggestion what it is, when somebody asks", async () => {
    const { document } = await showFile("policy.json");
    const position = inside(document, '"ai_invoice_plugins_reload"');
    const resolved = await suggestionsAt(document.uri, position, 1_000);
    const tool = resolved.find(({ label }) => nameOf(label) === "ssh_execute");
    const { documentation } = tool ?? {};
    assert.match(typeof documentation === "object" ? documentation.value : "", /Runs a shell command/);
  });

  test("has nothing to say in a file that is not ours", async () => {
    const items = await suggestionsAt(fileUri("ordinary.json"), new Position(1, 3), 0, 0);
    assert.ok(!items.some(({ label }) => nameOf(label) === "all_tools"));
  });

  test("opens while somebody types inside quotes", async () => {
    const editor = await showMarked('{\n  "version": "1",\n  "|"\n}\n');
    await type("d");
    await untilAccepted(editor);
    assert.equal(editor.document.getText(), '{\n  "version": "1",\n  "default": "deny"\n}\n');
  });

  test("opens when a quote is typed", async () => {
    const editor = await showMarked('{\n  "version": "1",\n  "default": |\n}\n');
    await type('"');
    await untilAccepted(editor);
    assert.equal(editor.document.getText(), '{\n  "version": "1",\n  "default": "deny"\n}\n');
  });

  test("replaces a name that is there, and keeps its rules", async () => {
    const editor = await showMarked('{"version": "1", "default": "deny", "tools": {"ssh_exec|": {"limits": []}}}');
    await untilAccepted(editor, { asked: true });
    const expected = '{"version": "1", "default": "deny", "tools": {"ssh_execute": {"limits": []}}}';
    assert.equal(editor.document.getText(), expected);
  });

  test("writes the whole policy of the workspace, from an empty file", async () => {
    const { document: seed } = await showFile("policy.json");
    const editor = await showMarked("|");
    await untilAccepted(editor, { asked: true });
    await type('"ai_invoice_plugins_re');
    // The first item of a tool of high risk is its recommended rule, limits included.
    await untilAccepted(editor, { asked: true });
    assert.equal(editor.document.getText().trim(), seed.getText().trim());
  });
});

/** Opens a policy with the cursor where the text has a `|`. */
async function showMarked(marked: string): Promise<TextEditor> {
  const editor = await showPolicy(marked.replace("|", ""));
  const cursor = editor.document.positionAt(marked.indexOf("|"));
  editor.selection = new Selection(cursor, cursor);
  return editor;
}

/** Types as a person does, so that the editor closes quotes and opens suggestions by itself. */
async function type(text: string): Promise<void> {
  for (const key of text) await commands.executeCommand("type", { text: key });
}

/**
 * Accepts the first suggestion as soon as there is one; with `asked` after asking for suggestions. Asks again, since what
 * is accepted before the list is there closes it.
 */
async function untilAccepted(editor: TextEditor, { asked = false } = {}): Promise<void> {
  assert.equal(window.activeTextEditor, editor);
  const before = editor.document.getText();
  await until(
    async () => {
      if (asked) await commands.executeCommand("editor.action.triggerSuggest");
      await new Promise((resolve) => setTimeout(resolve, 150));
      await commands.executeCommand("acceptSelectedSuggestion");
      return editor.document.getText() !== before || undefined;
    },
    () => `a suggestion is accepted in ${before}`,
  );
}

/** What is suggested at a place, once there is something: the server may still be starting. */
function suggestionsAt(uri: Uri, position: Position, resolved = 0, atLeast = 1): Promise<CompletionItem[]> {
  return until(async () => {
    const { items } = await commands.executeCommand<CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      position,
      undefined,
      resolved,
    );
    return items.length >= atLeast ? items : undefined;
  }, "suggestions");
}

function nameOf(label: CompletionItem["label"]): string {
  return typeof label === "string" ? label : label.label;
}
