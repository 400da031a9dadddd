import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../../server/src/policy/words/plain/labelText";
import { type ToolEntry, toolsRequest } from "../../../../server/src/protocol/tools";
import type { LanguageClientLike } from "../../shared/languageClientLike";
import { riskSymbol, toolDescription, toolSections, typedTool } from "./toolSections";

/** The tool that a person chose: one that the server lists, or any name. */
export interface ChosenTool {
  readonly name: string;
  readonly facts: ToolEntry | null;
}

interface ToolItem extends vscode.QuickPickItem {
  /** Absent on a separator. */
  readonly choice?: ChosenTool;
}

/** Asks which tool to call; undefined when the person turns away. */
export function pickTool(client: LanguageClientLike, uri: vscode.Uri): Promise<ChosenTool | undefined> {
  return new Promise((resolve) => {
    const cancellation = new vscode.CancellationTokenSource();
    const pick = vscode.window.createQuickPick<ToolItem>();
    let tools: readonly ToolEntry[] = [];
    let listed: readonly ToolItem[] = [];
    const show = () => {
      const typed = typedTool(pick.value, tools);
      pick.items = typed === null ? listed : [...listed, ...typedItems(typed)];
    };
    pick.title = l10n.t("Simulate a call: choose a tool");
    pick.placeholder = l10n.t("Filter by name or summary, or type any name");
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.busy = true;
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.choice);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      cancellation.cancel();
      cancellation.dispose();
      pick.dispose();
    });
    pick.show();
    const params = { textDocument: { uri: uri.toString() } };
    client.sendRequest(toolsRequest, params, cancellation.token).then(
      (answer) => {
        tools = answer.tools;
        listed = listedItems(tools);
        pick.busy = false;
        show();
      },
      () => {
        pick.busy = false;
        pick.placeholder = l10n.t("The list of tools is not available; type a tool's name");
      },
    );
  });
}

function listedItems(tools: readonly ToolEntry[]): ToolItem[] {
  return toolSections(tools).flatMap(({ title, tools: section }) => [
    { label: labelText(title), kind: vscode.QuickPickItemKind.Separator },
    ...section.map((tool) => ({
      label: `$(${riskSymbol(tool.risk)}) ${labelText(tool.name)}`,
      description: labelText(toolDescription(tool)),
      detail: labelText(tool.summary),
      choice: { name: tool.name, facts: tool },
    })),
  ]);
}

function typedItems(name: string): ToolItem[] {
  return [
    { label: l10n.t("any name"), kind: vscode.QuickPickItemKind.Separator },
    { label: `$(play) ${l10n.t`Simulate "${labelText(name)}"`}`, alwaysShow: true, choice: { name, facts: null } },
  ];
}
