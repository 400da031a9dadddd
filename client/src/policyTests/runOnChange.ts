import * as vscode from "vscode";
import type { TestFiles } from "./testFiles";
import type { TestRuns } from "./testRuns";

/** Milliseconds without an edit after which tests that run on change are run again. */
const pause = 300;

/** Runs once, and then what a change of a test file or of a policy touches, until the person turns it off. */
export async function runOnChange(
  files: TestFiles,
  runs: TestRuns,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const outdated = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  /** One run after the other: an earlier one that takes longer must not have the last word. */
  const run = (only?: ReadonlySet<string>): Promise<void> => {
    running = running.then(
      () => runs.run(request, token, only),
      () => runs.run(request, token, only),
    );
    return running;
  };
  const later = (file: string) => {
    outdated.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const only = new Set(outdated);
      outdated.clear();
      void run(only);
    }, pause);
  };
  const policyChanged = (changed: vscode.Uri) => {
    const key = changed.toString();
    for (const { uri, policies } of files.all())
      if (policies.some((policy) => policy.toString() === key)) later(uri.toString());
  };
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.json");
  const subscriptions = vscode.Disposable.from(
    watcher,
    watcher.onDidChange(policyChanged),
    watcher.onDidCreate(policyChanged),
    watcher.onDidDelete(policyChanged),
    files.onDidChange(later),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) policyChanged(document.uri);
    }),
    // What was not saved no longer counts.
    vscode.workspace.onDidCloseTextDocument(({ uri }) => policyChanged(uri)),
  );
  token.onCancellationRequested(() => {
    clearTimeout(timer);
    subscriptions.dispose();
  });
  await run();
}
