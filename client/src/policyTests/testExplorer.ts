import * as vscode from "vscode";
import type { LanguageClientLike } from "../simulator/languageClientLike";
import { toEditorRange } from "../simulator/policyMarker";
import { PolicyFileCoverage } from "./policyCoverage";
import { TestFiles } from "./testFiles";
import { type FinishedRun, TestRuns } from "./testRuns";

/** Milliseconds without an edit after which tests that run on change are run again. */
const pause = 300;

/** What other extensions, and our own tests, can learn of policy tests. */
export interface PolicyTestsApi {
  /** The tests that are known, with the sentence that stands at a file that cannot be read. */
  tests(): readonly {
    readonly uri: vscode.Uri;
    readonly names: readonly string[];
    readonly error: string | undefined;
  }[];
  /** A run of policy tests has ended, whoever started it. */
  readonly onDidFinishRun: vscode.Event<FinishedRun>;
}

/** Shows policy tests in VS Code's Test Explorer, runs them, and shows what they have seen of the policies. */
export function registerTestExplorer(client: LanguageClientLike): vscode.Disposable & { readonly api: PolicyTestsApi } {
  const controller = vscode.tests.createTestController("mcpPolicy.tests", "Policy Tests");
  const files = new TestFiles(controller, client);
  const runs = new TestRuns(controller, client, files);
  const handler = (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
    request.continuous === true ? runOnChange(files, runs, request, token) : runs.run(request, token);
  const { Run, Coverage } = vscode.TestRunProfileKind;
  const runProfile = controller.createRunProfile("Run", Run, handler, true, undefined, true);
  const coverageProfile = controller.createRunProfile("Run with Coverage", Coverage, handler, true, undefined, true);
  coverageProfile.loadDetailedCoverage = async (_run, coverage) =>
    coverage instanceof PolicyFileCoverage ? [...coverage.details] : [];
  controller.refreshHandler = () => files.find();
  controller.resolveHandler = async (item) => {
    if (item === undefined) await files.find();
  };
  void files.find();

  const runTests = async (argument: unknown): Promise<void> => {
    await files.find();
    const include = itemsFor(files, runs, argument);
    if (include?.length === 0) {
      void vscode.window.showInformationMessage(
        "There are no policy tests for this file. They stand in *.policy-test.json beside the policy.",
      );
      return;
    }
    const source = new vscode.CancellationTokenSource();
    await runs.run(new vscode.TestRunRequest(include, undefined, runProfile), source.token);
    source.dispose();
  };

  const acceptVerdict = async (argument: unknown): Promise<void> => {
    // A message's menu hands over the message with its test, an item's menu the item.
    const meant = (argument as { readonly test?: vscode.TestItem } | undefined)?.test ?? (argument as vscode.TestItem);
    const item = files.itemOf(String(meant?.uri), String(meant?.id));
    const failed = item === undefined ? undefined : runs.failuresOf(item);
    if (item?.uri === undefined || failed === undefined) {
      void vscode.window.showInformationMessage("This test has no verdict to accept. Run it first.");
      return;
    }
    const document = await vscode.workspace.openTextDocument(item.uri);
    if (document.getText() !== failed.text) {
      void vscode.window.showInformationMessage("The test file has changed since the run. Run the test again first.");
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of failed.failures.flatMap(({ accept }) => accept))
      edit.replace(item.uri, toEditorRange(range), newText);
    await vscode.workspace.applyEdit(edit);
    const place = files.placeOf(item);
    if (place !== undefined) await runTests({ uri: place.uri, test: place.index });
  };

  const subscriptions = vscode.Disposable.from(
    controller,
    files,
    runs,
    vscode.commands.registerCommand("mcpPolicy.runTests", runTests),
    vscode.commands.registerCommand("mcpPolicy.acceptVerdict", acceptVerdict),
  );
  return {
    api: {
      tests: () =>
        files.all().map(({ uri, listed: { tests }, item }) => ({
          uri,
          names: tests.map(({ name }) => name),
          error: typeof item.error === "string" ? item.error : undefined,
        })),
      onDidFinishRun: runs.onDidFinish,
    },
    dispose: () => subscriptions.dispose(),
  };
}

/** The tests that a command means: those named, those of the file in the active editor, or (undefined) all. */
function itemsFor(files: TestFiles, runs: TestRuns, argument: unknown): vscode.TestItem[] | undefined {
  const { uri, test } = (argument ?? {}) as { readonly uri?: unknown; readonly test?: unknown };
  const named = typeof uri === "string" ? uri : vscode.window.activeTextEditor?.document.uri.toString();
  if (named === undefined) return undefined;
  const own = files.all().filter((file) => file.uri.toString() === named);
  const about = files
    .all()
    .filter(({ uri: file, listed }) => (runs.policyOf(file.toString()) ?? listed.policies[0]) === named);
  const found = own.length > 0 ? own : about;
  if (found.length === 0) return typeof uri === "string" ? [] : undefined;
  if (typeof test !== "number") return found.map(({ item }) => item);
  const items: vscode.TestItem[] = [];
  for (const { item } of found)
    item.children.forEach((child) => {
      if (files.placeOf(child)?.index === test) items.push(child);
    });
  return items;
}

/** Runs once, and then what an edit of a test file or of a policy touches, until the person turns it off. */
async function runOnChange(
  files: TestFiles,
  runs: TestRuns,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  await runs.run(request, token);
  const outdated = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (file: string) => {
    outdated.add(file);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const only = new Set(outdated);
      outdated.clear();
      void runs.run(request, token, only);
    }, pause);
  };
  const policyChanged = (policy: vscode.Uri) => {
    for (const { uri } of files.all()) if (runs.policyOf(uri.toString()) === policy.toString()) later(uri.toString());
  };
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.json");
  const subscriptions = vscode.Disposable.from(
    watcher,
    watcher.onDidChange(policyChanged),
    files.onDidChange(later),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) policyChanged(document.uri);
    }),
  );
  token.onCancellationRequested(() => {
    clearTimeout(timer);
    subscriptions.dispose();
  });
}
