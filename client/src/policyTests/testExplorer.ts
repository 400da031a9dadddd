import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { runTestsCommand } from "../../../server/src/protocol/clientCommands";
import type { Platform } from "../platform";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { grouped } from "../shared/words/grouped";
import { acceptDecisions } from "./acceptDecisions";
import { firstText } from "./fileText";
import { type FinishedMutants, MutantRuns } from "./mutantRuns";
import { markOutdatedResults } from "./policyChanges";
import { PolicyFileCoverage } from "./policyCoverage";
import { runOnChange } from "./runOnChange";
import { registerSurvivorActions } from "./survivorActions";
import { indexOf, TestFiles, testTag } from "./testFiles";
import { type FinishedRun, TestRuns } from "./testRuns";

/** What other extensions, and our own tests, can learn of policy tests. */
export interface PolicyTestsApi {
  /** The tests that are known, with the sentence that is at a file that cannot be read. */
  tests(): readonly {
    readonly uri: vscode.Uri;
    readonly names: readonly string[];
    /** The names as the Test Explorer shows them. */
    readonly labels: readonly string[];
    readonly error: string | undefined;
  }[];
  /** A run of policy tests has ended, however it was started. */
  readonly onDidFinishRun: vscode.Event<FinishedRun>;
  /** A run of mutants has ended. */
  readonly onDidFinishMutants: vscode.Event<readonly FinishedMutants[]>;
}

/** Shows policy tests in VS Code's Test Explorer, runs them, and shows what they have seen of the policies. */
export function registerTestExplorer(
  client: LanguageClientLike,
  platform: Platform,
): vscode.Disposable & { readonly api: PolicyTestsApi } {
  const controller = vscode.tests.createTestController("mcpPolicy.tests", l10n.t("Policy Tests"));
  const files = new TestFiles(controller, client, platform);
  const runs = new TestRuns(controller, client, files);
  const handler = (request: vscode.TestRunRequest, token: vscode.CancellationToken) =>
    request.continuous === true ? runOnChange(files, runs, request, token) : runs.run(request, token);
  const mutants = new MutantRuns(controller, client, files);
  const { Run, Coverage } = vscode.TestRunProfileKind;
  const runProfile = controller.createRunProfile(l10n.t("Run"), Run, handler, true, testTag, true);
  const coverageProfile = controller.createRunProfile(
    l10n.t("Run with Coverage"),
    Coverage,
    handler,
    true,
    testTag,
    true,
  );
  // Its results cannot be run themselves: "rerun failed tests" would take this profile for all of them.
  const mutantProfile = controller.createRunProfile(
    l10n.t("Mutants"),
    Run,
    (request, token) => mutants.run(request, token),
    false,
    testTag,
  );
  coverageProfile.loadDetailedCoverage = async (_run, coverage) =>
    coverage instanceof PolicyFileCoverage ? [...coverage.details] : [];
  controller.refreshHandler = async () => {
    mutants.clear();
    await files.find();
  };
  controller.resolveHandler = async (item) => {
    if (item === undefined) await files.find();
  };
  void files.ready();

  const run = async (include: readonly vscode.TestItem[] | undefined): Promise<void> => {
    const source = new vscode.CancellationTokenSource();
    // VS Code shows failures, and nothing at all when there are none.
    const told = runs.onDidFinish(({ outcomes }) => showResult(outcomes));
    await runs.run(new vscode.TestRunRequest(include, undefined, runProfile), source.token);
    told.dispose();
    source.dispose();
  };
  const runTests = async (argument: unknown): Promise<void> => {
    const { uri, test } = (argument ?? {}) as { readonly uri?: unknown; readonly test?: unknown };
    // A lens counts the tests of the text as it is now. Its file is known, unless VS Code has only just started.
    if (typeof uri !== "string" || files.fileOf(uri) === undefined) await files.find();
    else await files.read(vscode.Uri.parse(uri, true));
    const include = await itemsFor(files, uri, test);
    if (include?.length !== 0) return run(include);
    void notify(
      "information",
      l10n.t("There are no policy tests for this file. Put them in *.policy-test.json next to the policy."),
    );
  };

  const runMutants = async (include: readonly vscode.TestItem[] | undefined): Promise<void> => {
    const source = new vscode.CancellationTokenSource();
    const told = mutants.onDidFinish(showMutants);
    await mutants.run(new vscode.TestRunRequest(include, undefined, mutantProfile), source.token);
    told.dispose();
    source.dispose();
  };

  const subscriptions = vscode.Disposable.from(
    controller,
    files,
    runs,
    mutants,
    registerSurvivorActions(client, mutants, async (policy) => {
      // The test may be in a file of its own, which is new.
      await files.find();
      await runMutants(await filesAbout(files, policy.toString()));
    }),
    registerCommand("mcpPolicy.runMutants", async () => {
      await files.find();
      const include = await itemsFor(files, undefined, undefined);
      if (files.all().length > 0) return runMutants(include);
      void notify(
        "information",
        l10n.t("There are no policy tests yet. Mutants show what tests miss: write a test first."),
      );
    }),
    markOutdatedResults(controller, files, (file) => runs.isOutdated(file)),
    vscode.commands.registerCommand(runTestsCommand, runTests),
    vscode.commands.registerCommand("mcpPolicy.acceptVerdict", async (argument: unknown) => {
      const accepted = await acceptDecisions(files, runs, argument);
      if (accepted !== undefined) await run([accepted]);
    }),
  );
  return {
    api: {
      tests: () =>
        files.all().map(({ uri, listed: { tests }, item }) => ({
          uri,
          names: tests.map(({ name }) => name),
          labels: tests.map(({ name }) => labelText(name)),
          error: typeof item.error === "string" ? item.error : undefined,
        })),
      onDidFinishRun: runs.onDidFinish,
      onDidFinishMutants: mutants.onDidFinish,
    },
    dispose: () => subscriptions.dispose(),
  };
}

/** Milliseconds for which the status bar says what has become of a run. */
const shownFor = 10_000;

function showResult(outcomes: FinishedRun["outcomes"]): void {
  const passed = outcomes.filter(({ state }) => state === "passed").length;
  const sign = passed === outcomes.length ? "$(pass)" : "$(error)";
  // biome-ignore lint/plugin: numbers alone, and the status bar makes no links.
  vscode.window.setStatusBarMessage(
    `${sign} ${outcomes.length === 1 ? l10n.t`${passed} of 1 policy test passed` : l10n.t`${grouped(passed)} of ${grouped(outcomes.length)} policy tests passed`}`,
    shownFor,
  );
}

function showMutants(finished: readonly FinishedMutants[]): void {
  const open = finished.filter(({ notRun, survivors }) => notRun !== null || survivors.length > 0);
  const [first] = [...open, ...finished];
  if (first === undefined) return;
  // biome-ignore lint/plugin: a sentence of ours, and the status bar makes no links.
  vscode.window.setStatusBarMessage(`${open.length === 0 ? "$(pass)" : "$(error)"} ${first.sentence}`, shownFor);
}

/** The tests that a command means: those named, those of the file in the active editor, or (undefined) all. */
async function itemsFor(files: TestFiles, uri: unknown, test: unknown): Promise<vscode.TestItem[] | undefined> {
  const named = typeof uri === "string" ? uri : vscode.window.activeTextEditor?.document.uri.toString();
  if (named === undefined) return undefined;
  const own = files.fileOf(named);
  const found = own === undefined ? await filesAbout(files, named) : [own.item];
  if (found.length === 0) return typeof uri === "string" ? [] : undefined;
  if (typeof test !== "number") return found;
  const items: vscode.TestItem[] = [];
  for (const { children } of found)
    children.forEach((child) => {
      if (indexOf(child) === test) items.push(child);
    });
  return items;
}

/** The test files whose policy this is. */
async function filesAbout(files: TestFiles, policy: string): Promise<vscode.TestItem[]> {
  const found: vscode.TestItem[] = [];
  for (const { policies, item } of files.all()) {
    if (!policies.some((candidate) => candidate.toString() === policy)) continue;
    if ((await firstText(policies))?.uri.toString() === policy) found.push(item);
  }
  return found;
}
