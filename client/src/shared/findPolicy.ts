import * as vscode from "vscode";
import { policyLanguage } from "./policyLanguage";
import { shownInBuilder } from "./shownInBuilder";

/** The policy that is meant: the named one, else the one in the active editor or builder, else the only one on show, else the only one open. */
export async function findPolicy(named: string | undefined): Promise<vscode.TextDocument | undefined> {
  const uri = named ?? shownInBuilder()?.toString();
  if (uri !== undefined) {
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
      return isPolicy(document) ? document : undefined;
    } catch {
      return undefined;
    }
  }
  const active = vscode.window.activeTextEditor?.document;
  if (active !== undefined && isPolicy(active)) {
    return active;
  }
  const shown = new Set(vscode.window.visibleTextEditors.map(({ document }) => document).filter(isPolicy));
  const meant = shown.size > 0 ? [...shown] : vscode.workspace.textDocuments.filter(isPolicyInTab);
  return meant.length === 1 ? meant[0] : undefined;
}

/** Whether a policy is open, though perhaps behind another tab such as the walkthrough's. */
function isPolicyInTab(document: vscode.TextDocument): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const address = document.uri.toString();
  return (
    isPolicy(document) &&
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === address)
  );
}

function isPolicy(document: vscode.TextDocument): boolean {
  return document.languageId === policyLanguage;
}
