import assert from "node:assert/strict";
import { extensions, Uri, window, workspace } from "vscode";

suite("activation", () => {
  const extension = extensions.getExtension("mcp-policy-author.mcp-policy-author");

  test("VS Code knows the extension", () => {
    assert.ok(extension, "not known: does engines.vscode admit this VS Code?");
  });

  test("opening policy.json activates it", async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    await window.showTextDocument(Uri.joinPath(folder.uri, "policy.json"));
    await until("the extension is active", () => extension?.isActive === true);
    // An extension whose activate() threw also calls itself active; asked again, VS Code passes the error on.
    await extension?.activate();
  });
});

/** Polls, because VS Code says nothing when an extension becomes active. */
async function until(state: string, reached: () => boolean, limitMilliseconds = 10_000): Promise<void> {
  const deadline = Date.now() + limitMilliseconds;
  while (!reached()) {
    assert.ok(Date.now() < deadline, `not within ${limitMilliseconds} ms: ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
