import * as vscode from "vscode";
import {
  type PolicyCoverage,
  type PolicyTestFailure,
  type RunPolicyTestsParams,
  type RunPolicyTestsResult,
  runPolicyTestsRequest,
} from "../../../server/src/wire";
import type { LanguageClientLike } from "../simulator/languageClientLike";
import { nameOf } from "../simulator/policyEditor";
import { toEditorRange } from "../simulator/policyMarker";
import { addCoverage } from "./addCoverage";
import { firstText } from "./fileText";
import { PolicyFileCoverage } from "./policyCoverage";
import type { TestFile, TestFiles } from "./testFiles";

/** By this VS Code's menus know a message whose verdict can be accepted. */
export const failureContext = "mcpPolicy.verdict";

/** What became of a test. */
export interface TestOutcome {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly state: "passed" | "failed" | "errored";
  readonly messages: readonly vscode.TestMessage[];
}

/** What a run has found. */
export interface FinishedRun {
  readonly outcomes: readonly TestOutcome[];
  /** One for each policy; none for a run without coverage. */
  readonly coverage: readonly PolicyFileCoverage[];
}

/** The failures of a test, and the text of the file that they are about. */
export interface RunFailures {
  readonly text: string;
  readonly failures: readonly PolicyTestFailure[];
}

/** The tests of one file that are to be run, with the items that show them. */
interface Portion {
  readonly file: TestFile;
  readonly items: readonly { readonly item: vscode.TestItem; readonly index: number }[];
}

/** Runs tests, and shows what becomes of them. */
export class TestRuns implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #client: LanguageClientLike;
  readonly #files: TestFiles;
  /** By file and name of the item, since items are made anew when the file is edited. */
  readonly #failures = new Map<string, RunFailures>();
  readonly #finished = new vscode.EventEmitter<FinishedRun>();
  /** The policy that each test file was run against last, by address. */
  readonly #policies = new Map<string, string>();

  constructor(controller: vscode.TestController, client: LanguageClientLike, files: TestFiles) {
    this.#controller = controller;
    this.#client = client;
    this.#files = files;
  }

  /** A run has ended. */
  get onDidFinish(): vscode.Event<FinishedRun> {
    return this.#finished.event;
  }

  /** Why a test failed when it was run last. */
  failuresOf(item: vscode.TestItem): RunFailures | undefined {
    return this.#failures.get(keyOf(item));
  }

  /** Address of the policy that a test file was run against last. */
  policyOf(file: string): string | undefined {
    return this.#policies.get(file);
  }

  /** Runs what the request asks for, of these files if any are named. */
  async run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    only?: ReadonlySet<string>,
  ): Promise<void> {
    const wantsCoverage = request.profile?.kind === vscode.TestRunProfileKind.Coverage;
    const run = this.#controller.createTestRun(request);
    const outcomes: TestOutcome[] = [];
    const coverage = new Map<string, { readonly uri: vscode.Uri; readonly seen: PolicyCoverage }>();
    try {
      for (const portion of await this.#portions(request, only)) {
        if (token.isCancellationRequested) break;
        const seen = await this.#runPortion(run, portion, token, outcomes);
        if (seen === undefined) continue;
        const key = seen.uri.toString();
        const before = coverage.get(key);
        coverage.set(key, before === undefined ? seen : { uri: seen.uri, seen: addCoverage(before.seen, seen.seen) });
      }
      const covered = wantsCoverage
        ? [...coverage.values()].map(({ uri, seen }) => new PolicyFileCoverage(uri, seen))
        : [];
      for (const each of covered) run.addCoverage(each);
      this.#finished.fire({ outcomes, coverage: covered });
    } finally {
      run.end();
    }
  }

  dispose(): void {
    this.#finished.dispose();
  }

  /** The tests that are asked for, by file; read anew, so that what runs is what is written. */
  async #portions(request: vscode.TestRunRequest, only: ReadonlySet<string> | undefined): Promise<readonly Portion[]> {
    const excluded = new Set(request.exclude ?? []);
    const wanted = new Map<string, Set<number> | "all">();
    for (const item of request.include ?? this.#files.all().map((file) => file.item)) {
      const place = this.#files.placeOf(item);
      if (place === undefined || (only !== undefined && !only.has(place.uri))) continue;
      const known = wanted.get(place.uri);
      if (place.index === undefined) wanted.set(place.uri, "all");
      else if (known !== "all") wanted.set(place.uri, (known ?? new Set()).add(place.index));
    }
    const portions: Portion[] = [];
    for (const [uri, indices] of wanted) {
      const file = await this.#files.read(vscode.Uri.parse(uri, true));
      if (file === undefined) continue;
      const items: { item: vscode.TestItem; index: number }[] = [];
      file.item.children.forEach((item) => {
        const index = this.#files.placeOf(item)?.index;
        if (index !== undefined && !excluded.has(item) && (indices === "all" || indices.has(index)))
          items.push({ item, index });
      });
      portions.push({ file, items });
    }
    return portions;
  }

  async #runPortion(
    run: vscode.TestRun,
    { file, items }: Portion,
    token: vscode.CancellationToken,
    outcomes: TestOutcome[],
  ): Promise<{ readonly uri: vscode.Uri; readonly seen: PolicyCoverage } | undefined> {
    const { uri, text, listed } = file;
    const say = (line: string, item?: vscode.TestItem) => run.appendOutput(`${line}\r\n`, undefined, item);
    for (const { item } of items) {
      run.started(item);
      this.#failures.delete(keyOf(item));
    }
    const fail = (sentence: string): undefined => {
      say(`${nameOf(uri)}: ${sentence}`);
      const message = new vscode.TestMessage(sentence);
      for (const { item } of items) {
        run.errored(item, message);
        outcomes.push({ uri, name: item.label, state: "errored", messages: [message] });
      }
      return undefined;
    };
    const policy = await firstText(listed.policies);
    if (policy === undefined) return fail(missingPolicy(listed.policies));
    this.#policies.set(uri.toString(), policy.uri.toString());
    const parameters: RunPolicyTestsParams = {
      uri: uri.toString(),
      text,
      policy: { uri: policy.uri.toString(), text: policy.text },
      tests: items.map(({ index }) => index),
    };
    let result: RunPolicyTestsResult;
    const since = Date.now();
    try {
      result = await this.#client.sendRequest<RunPolicyTestsResult>(runPolicyTestsRequest, parameters, token);
    } catch {
      return fail(token.isCancellationRequested ? "The run was cancelled." : "The language server did not answer.");
    }
    if (result.notRun !== null) return fail(result.notRun);
    if (result.policyProblems.length > 0)
      say(
        `${nameOf(policy.uri)} has errors: the gateway would probably refuse it. What still has a meaning decides here.`,
      );
    const duration = (Date.now() - since) / Math.max(1, result.results.length);
    const byIndex = new Map(result.results.map(({ test, failures }) => [test, failures]));
    for (const { item, index } of items) {
      const failures = byIndex.get(index);
      if (failures === undefined) {
        run.skipped(item);
        continue;
      }
      const messages = failures.map((failure) => messageOf(failure, uri, policy.uri));
      if (messages.length === 0) run.passed(item, duration);
      else run.failed(item, messages, duration);
      if (messages.length > 0) this.#failures.set(keyOf(item), { text, failures });
      say(`${messages.length === 0 ? "passed" : "FAILED"}  ${item.label}`, item);
      for (const { message } of failures) say(`        ${message}`, item);
      outcomes.push({ uri, name: item.label, state: messages.length === 0 ? "passed" : "failed", messages });
    }
    return { uri: policy.uri, seen: result.coverage };
  }
}

/** Expected and actual, at the text of the policy that decided; where none did, at what the test says. */
function messageOf(failure: PolicyTestFailure, test: vscode.Uri, policy: vscode.Uri): vscode.TestMessage {
  const { tool, repetition, repeat, message, expected, actual, range, policyRange } = failure;
  const which = repeat > 1 ? ` (call ${repetition} of ${repeat})` : "";
  const shown = vscode.TestMessage.diff(`${tool}${which}: ${message}`, expected, actual);
  shown.location =
    policyRange === null
      ? new vscode.Location(test, toEditorRange(range))
      : new vscode.Location(policy, toEditorRange(policyRange));
  shown.contextValue = failureContext;
  return shown;
}

function keyOf({ uri, id }: vscode.TestItem): string {
  return `${uri?.toString()} ${id}`;
}

function missingPolicy(addresses: readonly string[]): string {
  const names = addresses.map((address) => vscode.workspace.asRelativePath(vscode.Uri.parse(address, true)));
  return names.length === 0
    ? "There is no policy beside this file."
    : `No policy was found. Looked for ${names.join(" and ")}; "policy" in the test file can name another.`;
}
