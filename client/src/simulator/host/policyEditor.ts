import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { nameOf } from "../../shared/nameOf";
import { notify } from "../../shared/notify";
import { policyLanguage } from "../../shared/policyLanguage";
import type { PolicyPresence } from "../state/notices";

/** Opens the policy's text without showing it, so that it can be asked about. One that is gone, or was never saved, stays away. */
export async function openInBackground(uri: vscode.Uri): Promise<void> {
  if (uri.scheme === "untitled") return;
  try {
    await vscode.workspace.openTextDocument(uri);
  } catch {
    // The panel says that the policy is closed.
  }
}

/** Whether the policy is open, as a policy. */
export function presenceOf(uri: vscode.Uri): PolicyPresence {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (document === undefined) {
    return "closed";
  }
  return document.languageId === policyLanguage ? "open" : "other-language";
}

/**
 * Brings the policy's text on show, in the group where it is open or beside the panel, without taking the focus. Says so
 * when there is no such file any more.
 */
export async function showPolicy(uri: vscode.Uri, panelColumn: vscode.ViewColumn | undefined): Promise<void> {
  const shown = vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === uri.toString());
  if (!shown) {
    const viewColumn = columnFor(uri, panelColumn);
    try {
      await vscode.window.showTextDocument(uri, { viewColumn, preserveFocus: true, preview: false });
    } catch {
      void notify("warning", l10n.t`${nameOf(uri)} cannot be opened. Is it still there?`);
    }
  }
}

/** Where a file is to be shown: in the group where it is open, else in one that does not hide the panel. */
export function columnFor(uri: vscode.Uri, panelColumn: vscode.ViewColumn | undefined): vscode.ViewColumn {
  return columnOf(uri) ?? (panelColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One);
}

/** The group that has a tab of the file, if it is not in front there. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()),
  );
  return group?.viewColumn;
}

/** Puts the cursor of the policy's editor, if one is visible, to a position. */
export function placeCursor(uri: vscode.Uri, position: vscode.Position): void {
  const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  if (editor !== undefined) editor.selection = new vscode.Selection(position, position);
}
