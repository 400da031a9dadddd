import * as vscode from "vscode";
import { ChangePreviews } from "./changePreview";
import type { LanguageClientLike } from "./languageClientLike";
import { SimulatorPanel } from "./panel";
import { findPolicy } from "./policyEditor";
import { RecentCalls } from "./recentCalls";
import { parseSimulateTarget } from "./simulateTarget";
import { pickTool } from "./toolPick";

/** The command that code lenses, hovers and menus call. */
export const simulateCommand = "mcpPolicy.simulateCall";

/** Offers the simulator: the command, and a panel for each policy that it is called on. */
export function registerSimulator(context: vscode.ExtensionContext, client: LanguageClientLike): void {
  const panels = new Map<string, SimulatorPanel>();
  const previews = new ChangePreviews();
  const recentCalls = new RecentCalls(context.workspaceState);
  const surroundings = { extensionUri: context.extensionUri, client, recentCalls, previews };

  const panelFor = (uri: vscode.Uri): SimulatorPanel => {
    const key = uri.toString();
    const open = panels.get(key);
    if (open !== undefined) {
      return open;
    }
    const panel = new SimulatorPanel(uri, surroundings);
    panels.set(key, panel);
    panel.onDidDispose(() => panels.delete(key));
    return panel;
  };

  const simulate = async (argument: unknown): Promise<void> => {
    const target = parseSimulateTarget(argument);
    const ofActivePanel = [...panels].find(([, { isActive }]) => isActive)?.[0];
    const document = await findPolicy(target.uri ?? ofActivePanel);
    if (document === undefined) {
      void vscode.window.showInformationMessage("Open an MCP policy first: a call is simulated by its text.");
      return;
    }
    const tool = target.tool === undefined ? await pickTool(client, document.uri) : { name: target.tool, facts: null };
    if (tool !== undefined) {
      panelFor(document.uri).openTool(tool);
    }
  };

  context.subscriptions.push(
    previews,
    vscode.commands.registerCommand(simulateCommand, simulate),
    new vscode.Disposable(() => {
      for (const panel of [...panels.values()]) {
        panel.dispose();
      }
    }),
  );
}
