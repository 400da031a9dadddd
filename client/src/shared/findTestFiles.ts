import * as vscode from "vscode";
import { policyFileKind, testPattern } from "../../../server/src/policy/policyFiles";
import { walkFolders } from "../browser/walkFolders";

/** The policy test files of the workspace, `most` at most. */
export async function findTestFiles(most: number): Promise<readonly vscode.Uri[]> {
  if (!isBrowserAlone()) return vscode.workspace.findFiles(testPattern, "**/node_modules/**", most);
  // VS Code's search waits for ever where a file system brings none of its own.
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const { files } = await walkFolders(folders);
  return files.filter(({ path }) => policyFileKind(path) === "test").slice(0, most);
}

function isBrowserAlone(): boolean {
  return vscode.env.uiKind === vscode.UIKind.Web && vscode.env.remoteName === undefined;
}
