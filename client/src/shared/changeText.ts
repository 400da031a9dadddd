import * as vscode from "vscode";
import type { TextEdit } from "vscode-languageserver-types";
import { toEditorRange } from "./editorRange";

/** Makes edits in a text, as one step that undo takes back; false when the text could not be changed. */
export function changeText(uri: vscode.Uri, edits: readonly TextEdit[]): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) edit.replace(uri, toEditorRange(range), newText);
  return vscode.workspace.applyEdit(edit);
}
