import * as vscode from "vscode";
import { onPolicyChange } from "./policyChanges";
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
  const subscriptions = vscode.Disposable.from(
    onPolicyChange(files, (file) => {
      // A policy that is saved has run already, while it was edited.
      void runs.isOutdated(file).then((isOutdated) => isOutdated && later(file.uri.toString()));
    }),
    files.onDidChange(later),
  );
  token.onCancellationRequested(() => {
    clearTimeout(timer);
    subscriptions.dispose();
  });
  await run();
}
