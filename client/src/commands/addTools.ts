import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { type ToolEntry, toolsRequest } from "../../../server/src/protocol/tools";
import { parseCommandTarget } from "../shared/commandTarget";
import { findPolicy } from "../shared/findPolicy";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { categoryName } from "../shared/words/categoryName";
import { riskInWords } from "../shared/words/riskWords";
import { riskSymbol, toolSections } from "../simulator/host/toolSections";
import { addToolsTo } from "./addToolsTo";

interface ToolItem extends vscode.QuickPickItem {
  /** Absent on a separator. */
  readonly tool?: string;
}

/** *Add Tool…*: lists tools of the catalogue in the policy, each with its recommended rule. */
export function registerAddTools(client: LanguageClientLike): vscode.Disposable {
  return registerCommand("mcpPolicy.addTools", async (argument: unknown) => {
    const document = await findPolicy(parseCommandTarget(argument).uri);
    if (document === undefined) {
      void notify("information", l10n.t("Open an MCP policy first: tools are added to its text."));
      return;
    }
    try {
      await addTools(client, document);
    } catch {
      void notify("error", l10n.t("The language server did not answer, so no tool was added."));
    }
  });
}

async function addTools(client: LanguageClientLike, document: vscode.TextDocument): Promise<void> {
  const textDocument = { uri: document.uri.toString() };
  const items = client.sendRequest(toolsRequest, { textDocument }).then(({ tools }) => toolItems(tools));
  const chosen = await vscode.window.showQuickPick<ToolItem>(items, {
    title: l10n.t("Add tools with their recommended rules"),
    placeHolder: l10n.t("Filter by name, risk or summary"),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  const tools = (chosen ?? []).flatMap(({ tool }) => tool ?? []);
  if (tools.length === 0) {
    return;
  }
  await addToolsTo(client, document, tools);
}

/** The tools that the policy does not name yet, by group. */
function toolItems(tools: readonly ToolEntry[]): ToolItem[] {
  return toolSections(tools.filter(({ listed, rule }) => !listed && rule !== null)).flatMap((section) => [
    { label: labelText(section.title), kind: vscode.QuickPickItemKind.Separator },
    ...section.tools.map(({ name, risk, category, rule, summary }) => ({
      label: `$(${riskSymbol(risk)}) ${labelText(name)}`,
      description: `${riskInWords(risk)} · ${categoryName(category)}${rule === "hide" ? l10n.t(" · better hidden") : ""}`,
      detail: labelText(summary),
      tool: name,
    })),
  ]);
}
