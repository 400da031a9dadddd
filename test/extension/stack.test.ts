import assert from "node:assert/strict";
import { commands, extensions, window } from "vscode";
import type { ExtensionApi } from "../../client/src/extension";
import type { StackNode } from "../../client/src/stack/stackNodes";
import { cleanUp } from "./cleanUp";
import { showFile, until, write } from "./editor";

suite("what agents can call", () => {
  let tree: ExtensionApi["stack"]["tree"];
  let store: ExtensionApi["stack"]["store"];
  const watcher = {};
  suiteSetup(async () => {
    const extension = extensions.getExtension<ExtensionApi>("mcp-policy-author.mcp-policy-author");
    ({ tree, store } = (await extension?.activate())?.stack ?? assert.fail("no extension"));
  });
  setup(async () => {
    await write(
      ".mcp-policy/servers/mail.json",
      JSON.stringify({ tools: [{ name: "list_inbox", description: "[x](command:y)" }, { name: "delete_mail" }] }),
    );
    // A second one: a policy that names no tool would be about the only one.
    await write(".mcp-policy/servers/other.json", JSON.stringify({ tools: [{ name: "other" }] }));
    await write("mail.policy.json", '{\n  "version": "1",\n  "default": "deny",\n  "tools": { "list_inbox": {} }\n}\n');
    store.watch(watcher, true);
    await store.refresh(true);
    // What is told of the test before may still be on its way.
    await until(
      () => (mail().join("\n") === atFirst.join("\n") ? true : undefined),
      () => mail().join("\n"),
    );
  });
  teardown(async () => {
    store.watch(watcher, false);
    await cleanUp();
  });

  /** Each node with what is shown of it, once the view shows this text. */
  const lines = (nodes: readonly StackNode[] = tree.getChildren(), depth = 0): string[] =>
    nodes.flatMap((node) => {
      const { label, description } = tree.getTreeItem(node);
      return [`${"  ".repeat(depth)}${label} (${description})`, ...lines(tree.getChildren(node), depth + 1)];
    });
  const tool = (name: string, nodes: readonly StackNode[] = tree.getChildren()): StackNode => {
    const all = (each: readonly StackNode[]): readonly StackNode[] =>
      each.flatMap((node) => [node, ...all(tree.getChildren(node))]);
    return all(nodes).find((node) => node.kind === "tool" && node.tool === name) ?? assert.fail(`no ${name}`);
  };
  const mail = () => lines(tree.getChildren().filter((node) => node.server.name === "mail"));

  const atFirst = [
    "mail (2 tools · mail.policy.json)",
    "  Destructive (1 tool · 1 critical)",
    "    delete_mail (denied · Critical risk)",
    "  Read (1 tool)",
    "    list_inbox (allowed · Low risk)",
  ];

  test("servers, categories and tools, each with its risk and its state", () => {
    assert.deepEqual(mail(), atFirst);
    const { tooltip } = tree.getTreeItem(tool("list_inbox"));
    assert.ok(typeof tooltip === "string" && tooltip.includes("[x](command:y)"), "texts of servers are plain");
  });

  test("an edit of the policy is seen, and a rule is added where it was missing", async () => {
    await commands.executeCommand("mcpPolicy.addRule", tool("delete_mail"));
    assert.ok(window.activeTextEditor?.document.getText().includes('"delete_mail"'));
    await until(
      () => (mail().some((line) => line.includes("delete_mail (hidden · Critical risk)")) ? true : undefined),
      () => `delete_mail is hidden: ${mail().join("\n")}`,
    );
    await commands.executeCommand("workbench.action.files.revert");
  });

  test("a tool is revealed where its policy names it, and simulated", async () => {
    await commands.executeCommand("mcpPolicy.revealTool", tool("list_inbox"));
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), '"list_inbox"');
    await commands.executeCommand("mcpPolicy.simulateTool", tool("list_inbox"));
    await until(
      () =>
        window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === "Simulate: mail.policy.json"),
      "the simulator",
    );
  });

  test("the filter leaves out what is not asked for", async () => {
    tree.filter = { risks: ["Critical"], states: [] };
    try {
      assert.deepEqual(
        mail().map((line) => line.trim()),
        [
          "mail (1 of 2 tools · mail.policy.json)",
          "Destructive (1 tool · 1 critical)",
          "delete_mail (denied · Critical risk)",
        ],
      );
    } finally {
      await commands.executeCommand("mcpPolicy.clearStackFilter");
    }
    assert.equal(mail().length, 5);
  });

  test("a server that is imported by another hand appears", async () => {
    await showFile("mail.policy.json");
    await write(".mcp-policy/servers/notes.json", JSON.stringify({ tools: [{ name: "list_notes" }] }));
    await until(
      () => (lines().some((line) => line.startsWith("notes (1 tool · no policy)")) ? true : undefined),
      () => `notes in ${lines().join("\n")}`,
    );
  });
});
