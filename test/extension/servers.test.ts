import assert from "node:assert/strict";
import { commands, type Hover, type MarkdownString, Position, workspace } from "vscode";
import { cleanUp } from "./cleanUp";
import { fileUri, read, showFile, until, write } from "./editor";

const policy = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "push_files": {}\n  }\n}\n';
const tools = [{ name: "push_files", description: "Pushes several files at once." }, { name: "list_issues" }];

suite("imported servers", () => {
  teardown(cleanUp);

  test("a policy goes by the tools of the server that is chosen for it", async () => {
    await write(".mcp-policy/servers/github.json", JSON.stringify({ tools }));
    await write("chosen.policy.json", policy);
    const { document } = await showFile("chosen.policy.json");
    void commands.executeCommand("mcpPolicy.chooseServer", { uri: document.uri.toString() });
    const config = fileUri(".mcp-policy/config.json");
    await until(async () => {
      // The list opens when the server has answered; the bundled server is its first entry.
      await commands.executeCommand("workbench.action.quickOpenSelectNext");
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return workspace.fs.stat(config).then(
        () => true,
        () => undefined,
      );
    }, "the configuration");
    assert.deepEqual(Object.keys(JSON.parse(await read(config)).servers), ["chosen.policy.json"]);
    await write(".mcp-policy/config.json", '{"servers": {"chosen.policy.json": "github"}}');
    await until(async () => {
      const hovers = await commands.executeCommand<Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        new Position(4, 8),
      );
      const texts = hovers.flatMap(({ contents }) => contents.map((each) => (each as MarkdownString).value));
      return texts.some((text) => text.includes("Pushes several files at once")) ? true : undefined;
    }, "a hover of the imported tool");
  });

  test("the command to import is there", async () => {
    assert.ok((await commands.getCommands(true)).includes("mcpPolicy.importTools"));
  });
});
