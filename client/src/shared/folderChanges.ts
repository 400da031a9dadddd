import * as vscode from "vscode";
import { lookAgain } from "../../../server/src/disk/lookAgain";

/** Where thousands of generated files come and go. */
const othersFolders = /\/(?:node_modules|\.git)(?:\/|$)/;

/** Whether a file is in a folder that holds others' files. */
export function isOthers({ path }: vscode.Uri): boolean {
  return othersFolders.test(path);
}

/**
 * Tells of folders that come and go. Of one that comes with all that is in it, VS Code tells the folder alone, and that
 * before the files are there: `look` is called until nothing new comes any more. `gone` gets the start of the addresses of
 * all that was in a folder, or of a file.
 */
export function onFolderChange(look: () => Promise<boolean>, gone: (start: string) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher("**", false, true, false);
  const lookSoon = lookAgain(look);
  const created = async (uri: vscode.Uri): Promise<void> => {
    if (isOthers(uri)) return;
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.Directory) !== 0) lookSoon();
    } catch {
      // Gone already.
    }
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate((uri) => void created(uri)),
    watcher.onDidDelete((uri) => gone(`${uri}/`)),
  );
}
