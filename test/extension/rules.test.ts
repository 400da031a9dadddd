import assert from "node:assert/strict";
import {
  type CodeAction,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  FileType,
  Position,
  Uri,
  WorkspaceEdit,
  workspace,
} from "vscode";
import { cleanUp } from "./cleanUp";
import { problemsOf, rangeOf, showPolicy, until, untilUnderlined } from "./editor";

const hidden = `{
  "version": "1",
  "default": "deny",
  "hide": ["odoo_unlink"],
  "tools": {
    "odoo_write": { "limits": [{ "counter": "odoo_write_rate", "window": "minute", "max": 30, "scope": "grant" }] },
    "odoo_unlink": {},
    "odoo_read": {}
  }
}
`;

const old = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_read": { "action": "allow" }, // mine
  }
}
`;

/** The code of a problem, with the page that it leads to. */
function codeOf({ code }: Diagnostic): { value: string | number; target: string } | undefined {
  return typeof code === "object" ? { value: code.value, target: code.target.toString() } : undefined;
}

suite("rules", () => {
  teardown(async () => {
    await cleanUp();
    for (const section of ["rules.hidden-and-listed", "silencedTools"])
      await workspace.getConfiguration("mcpPolicy").update(section, undefined, ConfigurationTarget.Workspace);
  });

  test("lead to their pages, which are in the extension", async () => {
    const { document } = await showPolicy(hidden);
    // The first mention is in "hide".
    await untilUnderlined(document, '"odoo_unlink"');
    const [problem] = problemsOf(document.uri);
    assert.ok(problem);
    const code = codeOf(problem);
    assert.equal(code?.value, "hidden-and-listed");
    assert.match(code?.target ?? "", /^mcp-policy-rule:\/hidden-and-listed\.md$/);
    assert.equal((await workspace.fs.stat(Uri.parse(code?.target ?? ""))).type, FileType.File);
  });

  test("are fixed by a quick fix", async () => {
    const { document } = await showPolicy(hidden);
    await untilUnderlined(document, '"odoo_unlink"');
    const [problem] = problemsOf(document.uri);
    const actions = await commands.executeCommand<CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      problem?.range,
    );
    const fix = actions.find(({ title }) => title === 'Remove the rules of "odoo_unlink"');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join("; "));
    assert.ok(await workspace.applyEdit(fix.edit));
    assert.deepEqual(Object.keys(JSON.parse(document.getText()).tools), ["odoo_write", "odoo_read"]);
    await untilUnderlined(document);
  });

  test("are fixed on saving, when a person wants that", async () => {
    const editor = workspace.getConfiguration("editor", { languageId: "mcp-policy" });
    await editor.update(
      "codeActionsOnSave",
      { "source.fixAll.mcp-policy": "explicit" },
      ConfigurationTarget.Workspace,
      true,
    );
    try {
      const { document } = await showPolicy(old);
      await until(() => problemsOf(document.uri).length > 0 || undefined, "the old dialect is found");
      await until(async () => {
        // Only a text that was changed is saved.
        if (!document.isDirty) {
          const edit = new WorkspaceEdit();
          edit.insert(document.uri, new Position(0, 1), " ");
          await workspace.applyEdit(edit);
        }
        await document.save();
        return document.getText().includes("action") ? undefined : true;
      }, "saving fixes the text");
      assert.deepEqual(JSON.parse(document.getText()).tools, { odoo_read: {} });
    } finally {
      await editor.update("codeActionsOnSave", undefined, ConfigurationTarget.Workspace, true);
    }
  });

  test("follow the settings at once, for all tools and for one", async () => {
    const { document } = await showPolicy(hidden);
    await untilUnderlined(document, '"odoo_unlink"');
    const settings = workspace.getConfiguration("mcpPolicy");
    await settings.update("rules.hidden-and-listed", "off", ConfigurationTarget.Workspace);
    await untilUnderlined(document);
    await settings.update("rules.hidden-and-listed", undefined, ConfigurationTarget.Workspace);
    await untilUnderlined(document, '"odoo_unlink"');
    await settings.update("silencedTools", { "hidden-and-listed": ["odoo_unlink"] }, ConfigurationTarget.Workspace);
    await untilUnderlined(document);
  });

  test("tools can be sorted, each with its text", async () => {
    const { document } = await showPolicy(hidden);
    const actions = await until(async () => {
      const found = await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        rangeOf(document, "{"),
        "source",
      );
      return found.some(({ title }) => /sort/i.test(title)) ? found : undefined;
    }, "an action that sorts");
    const sort = actions.find(({ title }) => /sort/i.test(title));
    assert.ok(sort?.edit);
    assert.ok(await workspace.applyEdit(sort.edit));
    assert.deepEqual(Object.keys(JSON.parse(document.getText()).tools), ["odoo_read", "odoo_unlink", "odoo_write"]);
  });
});
