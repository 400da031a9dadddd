import assert from "node:assert/strict";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import {
  ConfigurationTarget,
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
import { cleanUp } from "./cleanUp";
import { fileUri, inside, showPolicy, until, write } from "./editor";
import { testOnMachine } from "./onMachine";

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
  teardown(cleanUp);

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
    await write(other, '{ "version": "1", "default": "deny", "hide": ["odoo_navigated"] }');
    const at = inside(document, "odoo_navigated");
    assert.equal((await ask<DocumentHighlight>("vscode.executeDocumentHighlights", document.uri, at)).length, 1);
    assert.equal((await ask<Location>("vscode.executeDefinitionProvider", document.uri, at))[0]?.range.start.line, 5);
    await until(async () => {
      const found = await commands.executeCommand<Location[]>("vscode.executeReferenceProvider", document.uri, at);
      return found.some(({ uri }) => uri.path.endsWith(other)) || undefined;
    }, "the file that is not open is searched");
    const symbols = await ask<SymbolInformation>("vscode.executeWorkspaceSymbolProvider", "navigated");
    assert.ok(symbols.some(({ name }) => name === "odoo_navigated"));
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
    const settings = workspace.getConfiguration("mcpPolicy");
    // Links are underlined all the time, so that they are asked for.
    await settings.update("documentLinks.enable", true, ConfigurationTarget.Global);
    try {
      const [link] = await ask<DocumentLink>("vscode.executeLinkProvider", document.uri);
      assert.equal(document.getText(link?.range), "odoo_unlink");
      assert.equal(link?.target?.scheme, "https");
    } finally {
      await settings.update("documentLinks.enable", undefined, ConfigurationTarget.Global);
    }
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

  test("B3 an older state of a file is left alone by a rename, and its tests are renamed in", async () => {
    // VS Code keeps the documents of earlier tests for minutes: no other test has this tool.
    const [tool, newTool] = ["odoo_of_two_files", "odoo_followed"];
    const ofTool = text.replace("odoo_navigated", tool);
    const older = workspace.registerTextDocumentContentProvider("older-state", {
      provideTextDocumentContent: () => ofTool,
    });
    const { document } = await showPolicy(ofTool);
    const tests = document.uri.with({ path: document.uri.path.replace(/\.policy\.json$/, ".policy-test.json") });
    const call = `{"tests": [{"name": "a", "calls": [{"tool": "${tool}"}]}]}`;
    await workspace.fs.writeFile(tests, new TextEncoder().encode(call));
    try {
      const state = await workspace.openTextDocument(document.uri.with({ scheme: "older-state" }));
      assert.equal(state.languageId, "mcp-policy");
      const at = inside(document, tool);
      let files: readonly string[] = [];
      const edit = await until(
        async () => {
          const found = await commands.executeCommand<WorkspaceEdit>(
            "vscode.executeDocumentRenameProvider",
            document.uri,
            at,
            newTool,
          );
          files = found.entries().map(([uri]) => uri.toString());
          return files.length === 2 ? found : undefined;
        },
        () => `a rename of the policy and its tests, not in ${files.join(", ")}`,
      );
      assert.deepEqual(
        edit
          .entries()
          .map(([uri]) => uri.toString())
          .sort(),
        [tests, document.uri].map(String).sort(),
      );
      assert.ok(await workspace.applyEdit(edit));
      assert.equal(document.getText(), ofTool.replace(tool, newTool));
      assert.equal((await workspace.openTextDocument(tests)).getText(), call.replace(tool, newTool));
      const references = await commands.executeCommand<Location[]>("vscode.executeReferenceProvider", document.uri, at);
      assert.deepEqual([...new Set(references.map(({ uri }) => uri.scheme))], [document.uri.scheme]);
      await workspace.saveAll();
    } finally {
      older.dispose();
    }
  });

  testOnMachine(
    "other programs that change files",
    "B4 a folder that is renamed or deleted takes its problems along",
    async () => {
      await showPolicy(text);
      const problemsIn = (folder: string) =>
        languages.getDiagnostics().filter(([{ path }, found]) => path.includes(`/${folder}/`) && found.length > 0)
          .length;
      const wait = (folder: string, count: number) =>
        until(
          () => problemsIn(folder) === count || undefined,
          () => `${count} files with problems in ${folder}, not ${problemsIn(folder)}`,
          30_000,
        );
      const path = (name: string) => fileUri(name).fsPath;
      for (let index = 0; index < 50; index++) {
        await mkdir(path(`kept/${index % 5}/deep`), { recursive: true });
        await writeFile(path(`kept/${index % 5}/deep/${index}.policy.json`), '{ "version": "1", "default": "denied" }');
      }
      await wait("kept", 50);
      await rename(path("kept"), path("turned"));
      await Promise.all([wait("turned", 50), wait("kept", 0)]);
      await rm(path("turned"), { recursive: true });
      await wait("turned", 0);
    },
  ).timeout(100_000);

  test("a policy that is not open has its problems too", async () => {
    const path = `closed-${Date.now()}.policy.json`;
    const uri = fileUri(path);
    await write(path, '{ "version": "1", "default": "denied" }');
    await showPolicy(text);
    await until(() => languages.getDiagnostics(uri).length > 0 || undefined, "the closed file is checked");
    await workspace.fs.delete(uri);
    await until(() => languages.getDiagnostics(uri).length === 0 || undefined, "its problems go with it");
  });
});
