import * as vscode from "vscode";

/**
 * Whether a document is one that a person works on. What only shows another state of a file, such as the left side of a
 * comparison with a commit or a preview of an edit, would bring each problem a second time, and lenses that are not wanted.
 */
export function isWorkingDocument({ scheme }: vscode.Uri): boolean {
  return (
    scheme === "untitled" ||
    vscode.workspace.fs.isWritableFileSystem(scheme) === true ||
    // A workspace that can only be read is worked on all the same.
    vscode.workspace.workspaceFolders?.some(({ uri }) => uri.scheme === scheme) === true
  );
}
