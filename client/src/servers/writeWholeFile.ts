import * as vscode from "vscode";

/** Replaces the text of a file, which may be open or not there yet, and saves it. */
export async function writeWholeFile(uri: vscode.Uri, text: string): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (isThere) {
    const document = await vscode.workspace.openTextDocument(uri);
    edit.replace(uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text);
  } else edit.createFile(uri, { contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit))) return false;
  return !isThere || (await vscode.workspace.openTextDocument(uri)).save();
}
