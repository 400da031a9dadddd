import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { simulateCommand } from "../../../../server/src/protocol/clientCommands";
import { parseCommandTarget } from "../../shared/commandTarget";
import { findPolicy } from "../../shared/findPolicy";
import { isRecord } from "../../shared/isRecord";
import type { LanguageClientLike } from "../../shared/languageClientLike";
import { notify } from "../../shared/notify";
import { registerCommand } from "../../shared/registerCommand";
import { parseSavedSimulation } from "../state/savedSimulation";
import { ChangePreviews } from "./changePreview";
import { panelType, SimulatorPanel } from "./panel";
import { RecentCalls } from "./recentCalls";
import { pickTool } from "./toolPick";

/** Offers the simulator: the command, and a panel for each policy that it is called on. */
export function registerSimulator(context: vscode.ExtensionContext, client: LanguageClientLike): void {
  const panels = new Map<string, SimulatorPanel>();
  const previews = new ChangePreviews();
  const recentCalls = new RecentCalls(context.workspaceState);
  const surroundings = { extensionUri: context.extensionUri, client, recentCalls, previews };

  const newPanel = (uri: vscode.Uri, restored?: vscode.WebviewPanel): SimulatorPanel => {
    const panel = new SimulatorPanel(uri, surroundings, restored);
    panels.set(uri.toString(), panel);
    panel.onDidDispose(() => panels.delete(uri.toString()));
    return panel;
  };
  const panelFor = (uri: vscode.Uri): SimulatorPanel => panels.get(uri.toString()) ?? newPanel(uri);

  const restore = async (tab: vscode.WebviewPanel, kept: unknown): Promise<void> => {
    const saved = parseSavedSimulation(isRecord(kept) ? kept.simulation : undefined);
    const uri = saved && parseUri(saved.policy);
    if (saved === undefined || uri === undefined || panels.has(uri.toString())) {
      tab.dispose();
      return;
    }
    await newPanel(uri, tab).restore(saved);
  };

  const simulate = async (argument: unknown): Promise<void> => {
    const target = parseCommandTarget(argument);
    const ofActivePanel = [...panels].find(([, { isActive }]) => isActive)?.[0];
    const document = await findPolicy(target.uri ?? ofActivePanel);
    if (document === undefined) {
      void notify("information", l10n.t("Open an MCP policy first: a call is simulated by its text."));
      return;
    }
    if (target.tool !== undefined && target.text !== undefined) {
      panelFor(document.uri).openCall(target.tool, target.text);
      return;
    }
    const tool = target.tool === undefined ? await pickTool(client, document.uri) : { name: target.tool, facts: null };
    if (tool !== undefined) {
      panelFor(document.uri).openTool(tool);
    }
  };

  context.subscriptions.push(
    previews,
    registerCommand(simulateCommand, simulate),
    vscode.window.registerWebviewPanelSerializer(panelType, { deserializeWebviewPanel: restore }),
    new vscode.Disposable(() => {
      for (const panel of [...panels.values()]) {
        panel.dispose();
      }
    }),
  );
}

function parseUri(text: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(text, true);
  } catch {
    return undefined;
  }
}
