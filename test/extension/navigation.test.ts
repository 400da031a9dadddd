import assert from "node:assert/strict";
import {
  commands,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Location,
  languages,
  type SelectionRange,
  type SymbolInformation,
  type TextEdit,
  type WorkspaceEdit,
  workspace,
} from "vscode";
import { closeAll, fileUri, inside, showPolicy, until } from "./editor";

const text = `{
  "version": "1",
  "default": "deny",
  "hide": ["odoo_unlink"],
  "tools": {
    "odoo_navigated": {
      "limits": [{ "counter": "navigated", "window": "minute", "max": 3, "scope": "grant" }]
    }
  }
}
`;

/** Asks the editor as one of its own features does, until there is an answer. */
function ask<Result>(command: string, ...words: readonly unknown[]): Promise<Result[]> {
  return until(async () => {
    const found = await commands.executeCommand<Result[] | undefined>(command, ...words);
    return found !== undefined && found.length > 0 ? found : undefined;
  }, `${command} answers`);
}

suite("navigation", () => {
  teardown(closeAll);

  test("the outline has each tool with what becomes of its calls", async () => {
    const { document } = await showPolicy(text);
    const symbols = await ask<DocumentSymbol>("vscode.executeDocumentSymbolProvider", document.uri);
    const tools = symbols.find(({ name }) => name === "tools");
    assert.deepEqual(
      tools?.children.map(({ name, detail }) => [name, detail]),
      [["odoo_navigated", "allowed, 3 a minute"]],
    );
  });

  test("tools fold, and selections grow", async () => {
    const { document } = await showPolicy(text);
    const folds = await ask<FoldingRange>("vscode.executeFoldingRangeProvider", document.uri);
    assert.ok(folds.some(({ start, end }) => start === 5 && end === 6));
    const [range] = await ask<SelectionRange>("vscode.executeSelectionRangeProvider", document.uri, [
      inside(document, "minute"),
    ]);
    assert.equal(document.getText(range?.range), "minute");
    assert.equal(document.getText(range?.parent?.range), '"minute"');
  });

  test("a tool is highlighted, defined, and found in the whole workspace", async () => {
    const { document } = await showPolicy(text);
    const other = `${Date.now()}.policy.json`;
    await workspace.fs.writeFile(
      fileUri(other),
      Buffer.from('{ "version": "1", "default": "deny", "hide": ["odoo_navigated"] }'),
    );
    const at = inside(document, "odoo_navigated");
    assert.equal((await ask<DocumentHighlight>("vscode.executeDocumentHighlights", document.uri, at)).length, 1);
    assert.equal((await ask<Location>("vscode.executeDefinitionProvider", document.uri, at))[0]?.range.start.line, 5);
    await until(async () => {
      const found = await commands.executeCommand<Location[]>("vscode.executeReferenceProvider", document.uri, at);
      return found.some(({ uri }) => uri.path.endsWith(other)) || undefined;
    }, "the file that is not open is searched");
    const symbols = await ask<SymbolInformation>("vscode.executeWorkspaceSymbolProvider", "navigated");
    assert.ok(symbols.some(({ name }) => name === "odoo_navigated"));
    await workspace.fs.delete(fileUri(other));
  });

  test("a counter is renamed", async () => {
    const { document } = await showPolicy(text);
    const edit = await until(
      () =>
        commands.executeCommand<WorkspaceEdit>(
          "vscode.executeDocumentRenameProvider",
          document.uri,
          inside(document, '"navigated"'),
          "calls",
        ),
      "a rename",
    );
    assert.ok(await workspace.applyEdit(edit));
    assert.equal(document.getText(), text.replace('"navigated"', '"calls"'));
  });

  test("a known tool leads to its page", async () => {
    const { document } = await showPolicy(text);
    const [link] = await ask<DocumentLink>("vscode.executeLinkProvider", document.uri);
    assert.equal(document.getText(link?.range), "odoo_unlink");
    assert.equal(link?.target?.scheme, "https");
  });

  test("the text is laid out by us, without being asked who should", async () => {
    const { document } = await showPolicy('{"version":"1","default":"deny"}');
    await until(async () => {
      await commands.executeCommand("editor.action.formatDocument");
      return document.getText().includes("\n") || undefined;
    }, "the text is laid out");
    assert.equal(document.getText(), '{\n  "version": "1",\n  "default": "deny"\n}');
    const edits = await commands.executeCommand<TextEdit[] | undefined>(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    assert.deepEqual(edits ?? [], []);
  });

  test("a policy that is not open has its problems too", async () => {
    const uri = fileUri(`closed-${Date.now()}.policy.json`);
    await workspace.fs.writeFile(uri, Buffer.from('{ "version": "1", "default": "denied" }'));
    await showPolicy(text);
    await until(() => languages.getDiagnostics(uri).length > 0 || undefined, "the closed file is checked");
    await workspace.fs.delete(uri);
    await until(() => languages.getDiagnostics(uri).length === 0 || undefined, "its problems go with it");
  });
});
