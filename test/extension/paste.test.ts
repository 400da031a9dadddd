import assert from "node:assert/strict";
import { CancellationTokenSource, DataTransfer, DataTransferItem, extensions, Range } from "vscode";
import type { ExtensionApi } from "../../client/src/extension";
import { cleanUp } from "./cleanUp";
import { showPolicy } from "./editor";

/** The commands for pasting pass providers by: the provider itself is asked. */
suite("paste", () => {
  teardown(cleanUp);

  async function offered(text: string): Promise<readonly { insertText: string; title: string }[]> {
    const { document } = await showPolicy("");
    const extension = extensions.getExtension<ExtensionApi>("mcp-policy-author.mcp-policy-author");
    const { paste } = (await extension?.activate()) ?? assert.fail("the extension is not there");
    const data = new DataTransfer();
    data.set("text/plain", new DataTransferItem(text));
    const { token } = new CancellationTokenSource();
    return (await paste.provideDocumentPasteEdits(document, [new Range(0, 0, 0, 0)], data, {}, token)) ?? [];
  }

  test("YAML is offered as JSON", async () => {
    const [edit, ...others] = await offered("version: '1'\ndefault: deny\ntools:\n  a_tool:\n    rules: []\n");
    assert.equal(others.length, 0);
    assert.equal(edit?.title, "Paste as a policy in JSON");
    assert.deepEqual(JSON.parse(edit?.insertText ?? ""), { version: "1", default: "deny", tools: { a_tool: {} } });
  });

  test("JSON is not touched", async () => {
    assert.deepEqual(await offered('{ "version": "1" }'), []);
  });
});
