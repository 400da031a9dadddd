import assert from "node:assert/strict";
import { commands, extensions } from "vscode";
import { closeAll, showFile, until } from "./editor";

suite("activation", () => {
  const extension = extensions.getExtension("mcp-policy-author.mcp-policy-author");

  // All files of tests are loaded before the first test of any runs.
  const activeAtStart = extension?.isActive;

  teardown(closeAll);

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
