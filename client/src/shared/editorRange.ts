import * as vscode from "vscode";
import type { Range } from "vscode-languageserver-types";

/** The range as the editor counts it. */
export function toEditorRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
