import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import {
  type CodeAction,
  ConfigurationTarget,
  commands,
  extensions,
  languages,
  type Uri,
  window,
  workspace,
} from "vscode";
import { cleanUp } from "./cleanUp";
import { fileUri, openDocument, problemsOf, read, showFile, until, untilUnderlined, write } from "./editor";
import { jsonSupport, testOnMachine } from "./onMachine";

const reviewed = `{
  "version": "1",
  "default": "deny",
  "hide": ["odoo_unlink", "odoo_unlink", "odo_version"],
  "tools": { "odoo_version": {} }
}
`;

const config = "configured/.mcp-policy/config.json";
const policy = "configured/policy.json";

async function actionsAt(uri: Uri, code: string): Promise<readonly CodeAction[]> {
  const found = problemsOf(uri).find((each) => typeof each.code === "object" && each.code.value === code);
  assert.ok(found, `${code} is found`);
  return commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", uri, found.range);
}

suite("D6 the configuration of a repository", () => {
  setup(() => write(policy, reviewed));
  teardown(async () => {
    await cleanUp();
    await workspace
      .getConfiguration("mcpPolicy")
      .update("rules.unknown-tool", undefined, ConfigurationTarget.Workspace);
  });

  test("is followed by the editor, below a person's settings", async () => {
    const { document } = await showFile(policy);
    await untilUnderlined(document, '"odoo_unlink"', '"odo_version"');
    await write(config, '{ "rules": { "unknown-tool": "off" } }');
    await untilUnderlined(document, '"odoo_unlink"');
    await workspace
      .getConfiguration("mcpPolicy")
      .update("rules.unknown-tool", "warning", ConfigurationTarget.Workspace);
    await untilUnderlined(document, '"odoo_unlink"', '"odo_version"');
    await workspace.fs.delete(fileUri(config));
    await untilUnderlined(document, '"odoo_unlink"', '"odo_version"');
  });

  testOnMachine("terminal", "is followed by the command line", async () => {
    await write(config, '{ "rules": { "unknown-tool": "off" } }');
    const root = extensions.getExtension("mcp-policy-author.mcp-policy-author")?.extensionPath ?? "";
    const words = [join(root, "dist/cli.js"), "check", fileUri(policy).fsPath, "--format", "json"];
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    const report = JSON.parse(String(execFileSync(process.execPath, words, { env })));
    assert.deepEqual(
      report[0].findings.map(({ code }: { code: string }) => code),
      ["duplicate-hide"],
    );
  });

  test("that is broken is underlined itself, and the rest holds", async () => {
    await write(config, '{ "rules": { "unknown-tool": "of", "duplicate-hide": "off" } }');
    const { document } = await showFile(policy);
    await untilUnderlined(document, '"odo_version"');
    await until(() => problemsOf(fileUri(config)).length === 1 || undefined, "the closed configuration has a problem");
  });

  testOnMachine(jsonSupport, "that is broken is underlined by its schema when it is open", async () => {
    await write(config, '{ "rules": { "unknown-tool": "of" } }');
    const opened = await showFile(config);
    // The schema of the extension: VS Code's own JSON language says it of an open file.
    const found = await until(
      () => languages.getDiagnostics(opened.document.uri).find(({ source }) => source !== "mcp-policy"),
      "the open configuration has a problem",
    );
    assert.equal(opened.document.getText(found.range), '"of"');
    assert.equal(problemsOf(opened.document.uri).length, 0);
  });

  testOnMachine(jsonSupport, "is completed by its schema", async () => {
    await write(config, '{ "rules": { "unknown-tool": "" } }');
    const { document } = await showFile(config);
    const labels = await until(async () => {
      const list = await commands.executeCommand<{ items: { label: string | { label: string } }[] }>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        document.positionAt(document.getText().indexOf('""') + 1),
      );
      const found = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
      return found.some((label) => label.includes("off")) ? found : undefined;
    }, "the severities are offered");
    assert.ok(
      labels.some((label) => label.includes("information")),
      labels.join(", "),
    );
  });

  test("is written by the lightbulb, and saved", async () => {
    await write(config, '{\n  // ours\n  "rules": {\n    "duplicate-hide": "off"\n  }\n}\n');
    const { document } = await showFile(policy);
    // So it is known: the edit is one of the configuration as it is now.
    await untilUnderlined(document, '"odo_version"');
    // The editor may still hold the text of the test before, until it has read the file again.
    const forEveryone = await until(async () => {
      const actions = await actionsAt(document.uri, "unknown-tool");
      assert.ok(actions.some(({ title }) => title === "Silence unknown-tool for me (settings)"));
      return actions.find(({ title }) => title === "Silence unknown-tool for everyone (.mcp-policy/config.json)");
    }, "the lightbulb silences for everyone");
    assert.ok(forEveryone.edit && forEveryone.command);
    assert.ok(await workspace.applyEdit(forEveryone.edit));
    await commands.executeCommand(forEveryone.command.command, ...(forEveryone.command.arguments ?? []));
    await untilUnderlined(document);
    assert.match(
      await read(fileUri(config)),
      /\/\/ ours\n {2}"rules": \{\n {4}"duplicate-hide": "off",\n {4}"unknown-tool": "off"\n {2}\}/,
    );
  });

  test("makes other files policies", async () => {
    await write(config, '{ "files": { "include": ["gateway/*.json"] }, "rules": { "unknown-tool": "off" } }');
    await write("configured/gateway/crm.json", reviewed);
    await window.showTextDocument(fileUri("configured/gateway/crm.json"));
    const document = await until(() => {
      const open = openDocument(fileUri("configured/gateway/crm.json"));
      return open?.languageId === "mcp-policy" ? open : undefined;
    }, "the included file is a policy");
    await untilUnderlined(document, '"odoo_unlink"');
  });
});
