import assert from "node:assert/strict";
import { commands, extensions } from "vscode";
import { cleanUp } from "./cleanUp";
import { showFile, until } from "./editor";

suite("activation", () => {
  const extension = extensions.getExtension("mcp-policy-author.mcp-policy-author");

  // All files of tests are loaded before the first test of any runs.
  const activeAtStart = extension?.isActive;

  teardown(cleanUp);

  test("VS Code knows the extension", () => {
    assert.ok(extension, "not known: does engines.vscode admit this VS Code?");
  });

  test("it sleeps until a policy is opened", () => {
    assert.equal(activeAtStart, false);
  });

  test("opening policy.json activates it", async () => {
    await showFile("policy.json");
    await until(() => extension?.isActive || undefined, "the extension is active");
    // An extension whose activate() threw also calls itself active; asked again, VS Code passes the error on.
    await extension?.activate();
  });

  test("then its commands are there, each of them", async () => {
    const contributed: { command: string }[] = extension?.packageJSON.contributes.commands;
    const registered = new Set(await commands.getCommands(true));
    assert.ok(contributed.length > 0);
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
    for (const command of ["mcpPolicy.simulateCall", "mcpPolicy.restartServer", "mcpPolicy.showLog"])
      assert.ok(registered.has(command), command);
  });
});

suite("manifest", () => {
  const manifest = extensions.getExtension("mcp-policy-author.mcp-policy-author")?.packageJSON;

  test("says that everything works in a workspace that is not trusted, and in one without a disk", () => {
    // `true`, and not "limited": nothing of a workspace is ever run, so there is nothing to restrict.
    assert.deepEqual(manifest.capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  });

  test("has no setting that names a program, a path or an address", () => {
    const settings: Record<string, { type?: string; enum?: string[] }> = Object.assign(
      {},
      ...manifest.contributes.configuration.map(({ properties }: { properties: object }) => properties),
    );
    assert.ok(Object.keys(settings).length > 0);
    // Names of tools, by the codes of rules, and of arguments: compared with those of policies and calls, and used for nothing else.
    const { "mcpPolicy.silencedTools": _, "mcpPolicy.calls.redact": __, ...others } = settings;
    for (const [name, { type, enum: values }] of Object.entries(others)) {
      // Rules are called after what they find, and their settings choose a severity.
      if (name.startsWith("mcpPolicy.rules.")) assert.ok(values !== undefined, name);
      else assert.doesNotMatch(name, /path|exec|command|server\.(?!trace)|url|uri|host|proxy|\bbin\b|node|args/i, name);
      // Free text could be a path; a choice cannot.
      assert.ok(type === "boolean" || type === "number" || type === "integer" || values !== undefined, name);
    }
  });

  test("runs nothing by itself: tasks, debuggers, terminals or authentication", () => {
    const passive = [
      ...["languages", "grammars", "configurationDefaults", "commands", "menus", "configuration", "keybindings"],
      ...["snippets", "walkthroughs", "viewsWelcome", "jsonValidation", "icons", "colors"],
      ...["semanticTokenTypes", "semanticTokenModifiers", "semanticTokenScopes"],
      // An assistant asks them to look at texts; they start and write nothing.
      "languageModelTools",
      // The builder: a person opens it on a policy.
      "customEditors",
      // Lists to look at.
      ...["viewsContainers", "views"],
      // None, until a person has agreed to run a server in a dialog that names its program.
      "mcpServerDefinitionProviders",
      // It reads what a task prints that a person has started.
      "problemMatchers",
    ];
    assert.deepEqual(
      Object.keys(manifest.contributes).filter((point) => !passive.includes(point)),
      [],
    );
  });
});
