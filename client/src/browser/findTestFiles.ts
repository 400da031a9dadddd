import * as vscode from "vscode";
import { policyFileKind } from "../../../server/src/policy/policyFiles";
import { walkFolders } from "./walkFolders";

/** The policy test files of the workspace. VS Code's search waits for ever where a file system brings none of its own. */
export async function findTestFiles(most: number): Promise<readonly vscode.Uri[]> {
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  const { files } = await walkFolders(folders);
  return files.filter(({ path }) => policyFileKind(path) === "test").slice(0, most);
}
