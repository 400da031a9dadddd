import * as vscode from "vscode";

/** Looks until VS Code has listed a new server, which it does a moment after it was told. */
const mostTries = 50;

const pause = 100;

/**
 * Has VS Code start a server of this extension, by its label. An id that is not listed yet resolves without a word, so it is
 * asked again until `isUp`. False when it does not start, or when this VS Code has no such command.
 */
export async function startGuarded(extensionId: string, label: string, isUp: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < mostTries; tries++) {
    try {
      await vscode.commands.executeCommand("workbench.mcp.startServer", `${extensionId.toLowerCase()}/${label}`, {
        waitForLiveTools: false,
      });
    } catch {
      return false;
    }
    if (isUp()) return true;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return false;
}
