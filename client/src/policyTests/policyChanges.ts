import * as vscode from "vscode";
import { onFolderChange } from "../shared/folderChanges";
import type { TestFile, TestFiles } from "./testFiles";

/** Tells of each test file whose policy was edited, saved, made or removed. */
export function onPolicyChange(files: TestFiles, changed: (file: TestFile) => void): vscode.Disposable {
  const policyChanged = (uri: vscode.Uri): void => {
    const key = uri.toString();
    for (const file of files.all()) if (file.policies.some((policy) => policy.toString() === key)) changed(file);
  };
  const everyPolicy = (isMeant: (address: string) => boolean): void => {
    for (const file of files.all()) if (file.policies.some((policy) => isMeant(policy.toString()))) changed(file);
  };
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.json");
  return vscode.Disposable.from(
    watcher,
    // A folder that comes may bring a policy back. Whether a result is out of date is looked up for each.
    onFolderChange(
      async () => {
        everyPolicy(() => true);
        return false;
      },
      (start) => everyPolicy((address) => address.startsWith(start)),
    ),
    watcher.onDidChange(policyChanged),
    watcher.onDidCreate(policyChanged),
    watcher.onDidDelete(policyChanged),
    // Also when only the dirty state changes: the event of the first edit comes before the text counts as unsaved.
    vscode.workspace.onDidChangeTextDocument(({ document }) => policyChanged(document.uri)),
    // What was not saved no longer counts.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => policyChanged(uri)),
  );
}

/** Milliseconds without a change of a policy after which results about it are looked at again. */
const pause = 300;

/** Marks results as outdated in the Test Explorer that were found with another text of the policy. */
export function markOutdatedResults(
  controller: vscode.TestController,
  files: TestFiles,
  isOutdated: (file: TestFile) => Promise<boolean>,
): vscode.Disposable {
  const changed = new Map<string, TestFile>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const looked = [...changed.values()];
    changed.clear();
    for (const file of looked) if (await isOutdated(file)) controller.invalidateTestResults(file.item);
  };
  const changes = onPolicyChange(files, (file) => {
    changed.set(file.uri.toString(), file);
    clearTimeout(timer);
    timer = setTimeout(() => void look(), pause);
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    changes.dispose();
  });
}
