import * as vscode from "vscode";
import type { Range } from "vscode-languageserver-types";
import { toEditorRange } from "./editorRange";

/** Shows a document with a range selected; nothing happens where there is none. */
export async function showRange(document: vscode.TextDocument, range: Range | undefined): Promise<void> {
  if (range === undefined) return;
  await vscode.window.showTextDocument(document, { selection: toEditorRange(range) });
}
