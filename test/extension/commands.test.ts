import assert from "node:assert/strict";
import {
  type ConfigurationTarget,
  commands,
  extensions,
  type InlayHint,
  type MarkdownString,
  Position,
  Range,
  type SemanticTokens,
  type SemanticTokensLegend,
  type SignatureHelp,
  TabInputCustom,
  TabInputText,
  Uri,
  window,
  workspace,
} from "vscode";
import { cleanUp } from "./cleanUp";
import { fileUri, policyLanguage, read, showPolicy, until, write } from "./editor";
import { isInBrowser } from "./onMachine";

const condition =
  '{"version":"1","default":"deny","tools":{"ssh_execute":{"require":[{"conditions":[{"path":"args.command","op":"regex"}]}]}}}';

suite("reading aids", () => {
  teardown(cleanUp);

  test("hints stand in the editor", async () => {
    const { document } = await showPolicy('{"version":"1","default":"deny","tools":{"ssh_execute":{}}}');
    const hints = await until(async () => {
      const found = await commands.executeCommand<InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        new Range(0, 0, 1, 0),
      );
      return found.length > 0 ? found : undefined;
    }, "inlay hints");
    assert.deepEqual(
      hints.map(({ label }) => label),
      ["allowed · High risk"],
    );
  });

  test("tokens come with the declared legend", async () => {
    const { document } = await showPolicy(condition);
    const legend = await until(
      () =>
        commands.executeCommand<SemanticTokensLegend | undefined>(
          "vscode.provideDocumentSemanticTokensLegend",
          document.uri,
        ),
      "a legend",
    );
    assert.deepEqual(legend.tokenTypes, ["mcpTool", "mcpArgument", "mcpOperator", "mcpCounter"]);
    const tokens = await commands.executeCommand<SemanticTokens>("vscode.provideDocumentSemanticTokens", document.uri);
    assert.equal(tokens.data.length, 15);
  });

  test("a condition has a signature", async () => {
    const { document } = await showPolicy(condition);
    const help = await until(
      () =>
        commands.executeCommand<SignatureHelp | undefined>(
          "vscode.executeSignatureHelpProvider",
          document.uri,
          new Position(0, condition.indexOf('"op"') + 1),
        ),
      "signature help",
    );
    assert.equal(help.activeParameter, 1);
    const documentation = help.signatures[0]?.parameters[1]?.documentation as MarkdownString;
    assert.match(documentation.value, /Go's regular expressions/);
  });
});

suite("commands", () => {
  teardown(cleanUp);

  test("a new policy is an untitled text, with the reasons beside it", async () => {
    const done = commands.executeCommand("mcpPolicy.newPolicy");
    await acceptFirst(() => window.activeTextEditor?.document.uri.scheme === "untitled" || undefined);
    await done;
    const document = window.activeTextEditor?.document;
    assert.equal(document?.languageId, policyLanguage);
    assert.deepEqual(JSON.parse(document?.getText() ?? ""), { version: "1", default: "deny", tools: {} });
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    assert.ok(
      tabs.some(({ input, label }) => input instanceof TabInputCustom && /Reasons/.test(label)),
      `no page of reasons in ${tabs.map(({ label }) => label).join()}`,
    );
    assert.ok(tabs.some(({ input }) => input instanceof TabInputText && input.uri.scheme === "untitled"));
  });

  test("a new policy for a server is called after it, so that it goes by its tools before it is saved", async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri.toString();
    for (const name of ["/odoo-claude-mcp.policy.json", undefined]) {
      const before = window.activeTextEditor?.document;
      const done = commands.executeCommand("mcpPolicy.newPolicy", { server: "odoo-claude-mcp", folder });
      await acceptFirst(() => (window.activeTextEditor?.document !== before ? true : undefined));
      await done;
      const document = window.activeTextEditor?.document ?? assert.fail("no document");
      assert.equal(document.uri.scheme, "untitled");
      assert.equal(document.languageId, policyLanguage);
      assert.deepEqual(JSON.parse(document.getText()), { version: "1", default: "deny", tools: {} });
      // The second one: the name is taken. And only what will lie on a disk has a name before it is saved.
      assert.equal(document.uri.path.endsWith("/odoo-claude-mcp.policy.json"), name !== undefined && !isInBrowser);
    }
  });

  test("a policy is suggested from a log, and nothing is written", async () => {
    const call = { tool: "read_it", decision: "allow", time: "2026-11-28T10:00:00Z", values: { path: "/srv/a" } };
    const log = fileUri("suggest/calls.jsonl");
    await write("suggest/calls.jsonl", JSON.stringify(call));
    try {
      const done = commands.executeCommand("mcpPolicy.suggestPolicy", log);
      await acceptFirst(() => window.activeTextEditor?.document.uri.scheme === "untitled" || undefined);
      await done;
      const document = window.activeTextEditor?.document;
      assert.equal(document?.languageId, policyLanguage);
      const { tools } = JSON.parse(document?.getText() ?? "");
      assert.deepEqual(tools.read_it.require[0].conditions, [{ path: "args.path", op: "in", value: ["/srv/a"] }]);
      assert.equal(tools.read_it.limits[0].max, 2);
    } finally {
      await workspace.fs.delete(fileUri("suggest"), { recursive: true });
    }
  });

  test("tools are added as one edit, which can be undone", async () => {
    const text = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {}\n}\n';
    const { document } = await showPolicy(text);
    await until(async () => {
      const done = commands.executeCommand("mcpPolicy.addTools", { uri: document.uri.toString() });
      // VS Code does not say when the list is filled. What is asked after it is mostly answered after it; else without a
      // checked tool nothing is added, and it is tried again.
      for (const _ of [1, 2])
        await commands.executeCommand("vscode.executeHoverProvider", document.uri, new Position(0, 0));
      await commands.executeCommand("workbench.action.quickOpenSelectNext");
      await commands.executeCommand("workbench.action.quickPickManyToggle");
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      await done;
      return document.getText() !== text || undefined;
    }, "a changed text");
    const { tools, hide } = JSON.parse(document.getText());
    assert.ok(Object.keys(tools).length + (hide ?? []).length > 0);
    await commands.executeCommand("undo");
    assert.equal(document.getText(), text);
  });

  test("a rule is silenced in the workspace's settings, for one tool or as a whole", async () => {
    const { document } = await showPolicy('{"version":"1","default":"deny"}');
    const uri = document.uri.toString();
    const settings = () => workspace.getConfiguration("mcpPolicy");
    try {
      await commands.executeCommand("mcpPolicy.silenceRule", uri, "hidden-and-listed", "ssh_execute");
      await commands.executeCommand("mcpPolicy.silenceRule", uri, "hidden-and-listed", "mine");
      assert.deepEqual(settings().inspect("silencedTools")?.workspaceValue, {
        "hidden-and-listed": ["ssh_execute", "mine"],
      });
      await commands.executeCommand("mcpPolicy.silenceRule", uri, "hidden-and-listed");
      assert.equal(settings().inspect("rules.hidden-and-listed")?.workspaceValue, "off");
      await commands.executeCommand("mcpPolicy.silenceRule", uri, "../settings", "x");
      assert.deepEqual(Object.keys(settings().get("silencedTools") ?? {}), ["hidden-and-listed"]);
    } finally {
      const workspaceTarget: ConfigurationTarget.Workspace = 2;
      await settings().update("silencedTools", undefined, workspaceTarget);
      await settings().update("rules.hidden-and-listed", undefined, workspaceTarget);
    }
  });

  test("a rule's page is shown, and no other file", async () => {
    await commands.executeCommand("mcpPolicy.showRule", "hidden-and-listed");
    const label = await until(() => window.tabGroups.activeTabGroup.activeTab?.label, "a tab");
    assert.match(label, /hidden-and-listed/);
    const page = Uri.parse("mcp-policy-rule:/hidden-and-listed.md");
    assert.match(await read(page), /^# hidden-and-listed\n/);
    const names = (await workspace.fs.readDirectory(Uri.parse("mcp-policy-rule:/"))).map(([name]) => name);
    assert.ok(names.includes("README.md") && names.includes("hidden-and-listed.md"));
    await assert.rejects(async () => workspace.fs.writeFile(page, new Uint8Array()));
    await cleanUp();
    await commands.executeCommand("mcpPolicy.showRule", "../../README");
    assert.equal(window.tabGroups.activeTabGroup.activeTab, undefined);
  });

  test("those for the lightbulb and for items of lists are not in the palette", async () => {
    const [extension] = extensions.all.filter(({ packageJSON }) => packageJSON.name === "mcp-policy-author");
    assert.ok(extension);
    const manifest = JSON.parse(await read(Uri.joinPath(extension.extensionUri, "package.json")));
    assert.deepEqual(
      manifest.contributes.menus.commandPalette.map(({ command, when }: Record<string, string>) => [command, when]),
      [
        ...[
          "clearStackFilter",
          "refreshStack",
          "filterStack",
          "revealTool",
          "simulateTool",
          "addRule",
          "newPolicyForServer",
        ],
        ...[
          "importAgain",
          "showImportedTools",
          "simulateLoggedCall",
          "changeForCall",
          "saveLoggedCall",
          "revealCallRule",
        ],
        ...["acceptVerdict", "saveSurvivor", "silenceRule", "showRule"],
      ].map((name) => [`mcpPolicy.${name}`, "false"]),
    );
  });
});

/** Accepts the first item of a list, as soon as it has one. */
function acceptFirst(isDone: () => true | undefined): Promise<true> {
  return until(async () => {
    await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    return isDone();
  }, "an accepted item");
}
