import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { refusedInWords } from "../../../server/src/policy/words/plain/errorsInWords";
import { oneLine } from "../../../server/src/policy/words/plain/oneLine";
import {
  type PolicyCoverage,
  type PolicyTestFailure,
  type RunPolicyTestsParams,
  type RunPolicyTestsResult,
  runPolicyTestsRequest,
} from "../../../server/src/protocol/policyTests";
import { toEditorRange } from "../shared/editorRange";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { nameOf } from "../shared/nameOf";
import { andList } from "../shared/words/andList";
import { grouped } from "../shared/words/grouped";
import { addCoverage } from "./addCoverage";
import { type FileText, firstText } from "./fileText";
import { PolicyFileCoverage } from "./policyCoverage";
import { indexOf, sentenceOf, type TestFile, type TestFiles } from "./testFiles";

/** Longer names are cut: a list shows a line of each. */
const longestName = 200;

/** Longer sentences are cut. */
const longestSentence = 5_000;

/** By this VS Code's menus know a message whose decision can be accepted. */
const failureContext = "mcpPolicy.decision";

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
  /** By file and name of the item, since items are made again when the file is edited. */
  readonly #failures = new Map<string, RunFailures>();
  readonly #finished = new vscode.EventEmitter<FinishedRun>();
  /** The policy that each test file was run against last, by address. */
  readonly #policies = new Map<string, { readonly uri: vscode.Uri; readonly file: FileText }>();

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

  /** Whether a file's results were found with another policy than the one that is there now. */
  async isOutdated({ uri, policies }: TestFile): Promise<boolean> {
    const before = this.#policies.get(uri.toString());
    const now = await firstText(policies);
    return before?.uri.toString() !== now?.uri.toString() || before?.file.text !== now?.file.text;
  }

  /** Runs what the request asks for, of these files if any are named. */
  async run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    only?: ReadonlySet<string>,
  ): Promise<void> {
    const portions = await this.#portions(request, only);
    if (token.isCancellationRequested || (only !== undefined && portions.length === 0)) return;
    const run = this.#controller.createTestRun(request);
    // The run has a token of its own: that of a person who stops it in the Test Explorer.
    const source = new vscode.CancellationTokenSource();
    const links = [token, run.token].map((each) => each.onCancellationRequested(() => source.cancel()));
    const wantsCoverage = request.profile?.kind === vscode.TestRunProfileKind.Coverage;
    const outcomes: TestOutcome[] = [];
    const coverage = new Map<string, { readonly uri: vscode.Uri; readonly seen: PolicyCoverage }>();
    try {
      for (const { items } of portions) for (const { item } of items) run.enqueued(item);
      for (const portion of portions) {
        if (source.token.isCancellationRequested) break;
        const seen = await this.#runPortion(run, portion, wantsCoverage, source.token, outcomes);
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
      for (const link of links) link.dispose();
      source.dispose();
    }
  }

  dispose(): void {
    this.#finished.dispose();
  }

  /** The tests that are asked for, by file; read again, so that what runs is what is written. */
  async #portions(request: vscode.TestRunRequest, only: ReadonlySet<string> | undefined): Promise<readonly Portion[]> {
    if (request.include === undefined) await this.#files.ready();
    const excluded = new Set((request.exclude ?? []).map(keyOf));
    const wanted = new Map<string, Set<string> | "all">();
    for (const item of request.include ?? this.#files.all().map((file) => file.item)) {
      const uri = String(item.uri);
      if (only !== undefined && !only.has(uri)) continue;
      const known = wanted.get(uri);
      if (item.id === uri) wanted.set(uri, "all");
      else if (known !== "all") wanted.set(uri, (known ?? new Set()).add(item.id));
    }
    const portions = await Promise.all([...wanted].map(([uri, ids]) => this.#portion(uri, ids, excluded)));
    return portions
      .flatMap((portion) => portion ?? [])
      .sort((one, other) => one.file.item.label.localeCompare(other.file.item.label, "en"));
  }

  async #portion(
    uri: string,
    ids: ReadonlySet<string> | "all",
    excluded: ReadonlySet<string>,
  ): Promise<Portion | undefined> {
    const file = await this.#files.read(vscode.Uri.parse(uri, true));
    if (file === undefined || excluded.has(keyOf(file.item))) return undefined;
    const items: { item: vscode.TestItem; index: number }[] = [];
    file.item.children.forEach((item) => {
      const index = indexOf(item);
      if (index !== undefined && !excluded.has(keyOf(item)) && (ids === "all" || ids.has(item.id)))
        items.push({ item, index });
    });
    return items.length === 0 ? undefined : { file, items: items.sort((one, other) => one.index - other.index) };
  }

  async #runPortion(
    run: vscode.TestRun,
    { file, items }: Portion,
    wantsCoverage: boolean,
    token: vscode.CancellationToken,
    outcomes: TestOutcome[],
  ): Promise<{ readonly uri: vscode.Uri; readonly seen: PolicyCoverage } | undefined> {
    const { uri, text, listed, policies } = file;
    const say = (line: string, item?: vscode.TestItem) => run.appendOutput(`${line}\r\n`, undefined, item);
    const name = (index: number) => listed.tests[index]?.name ?? "";
    for (const { item } of items) {
      run.started(item);
      this.#failures.delete(keyOf(item));
    }
    const fail = (sentence: string, place?: vscode.Location): undefined => {
      say(`${oneLine(nameOf(uri), longestName)}: ${sentence}`);
      const message = new vscode.TestMessage(sentence);
      if (place !== undefined) message.location = place;
      for (const { item, index } of items) {
        run.errored(item, message);
        outcomes.push({ uri, name: name(index), state: "errored", messages: [message] });
      }
      return undefined;
    };
    const broken = listed.problems.find(({ severity }) => severity === DiagnosticSeverity.Error);
    if (broken !== undefined) return fail(sentenceOf(broken), locationOf(uri, broken));
    const policy = await firstText(policies);
    if (policy === undefined) this.#policies.delete(uri.toString());
    else this.#policies.set(uri.toString(), policy);
    if (policy === undefined) return fail(missingPolicy(policies));
    if (policy.file.text === undefined) return fail(`${nameOf(policy.uri)}: ${policy.file.unread}`);
    const parameters: RunPolicyTestsParams = {
      uri: uri.toString(),
      text,
      policy: { uri: policy.uri.toString(), text: policy.file.text },
      tests: items.map(({ index }) => index),
      wantsCoverage,
    };
    let result: RunPolicyTestsResult;
    const since = Date.now();
    try {
      result = await this.#client.sendRequest(runPolicyTestsRequest, parameters, token);
    } catch {
      // What was stopped has no result.
      return token.isCancellationRequested ? undefined : fail(l10n.t("The language server did not answer."));
    }
    if (result.notRun !== null) return token.isCancellationRequested ? undefined : fail(result.notRun);
    const refusal = refusalOf(policy.uri, result.policyProblems);
    if (refusal !== undefined) say(`${oneLine(nameOf(uri), longestName)}: ${refusal.message}`);
    const duration = (Date.now() - since) / Math.max(1, result.results.length);
    const byIndex = new Map(result.results.map(({ test, failures }) => [test, failures]));
    for (const { item, index } of items) {
      const failures = byIndex.get(index);
      if (failures === undefined) continue;
      // Of a policy that the gateway would refuse no decision is known: that is said once, where the policy is wrong.
      const messages = refusal === undefined ? failures.map((each) => messageOf(each, uri, policy.uri)) : [refusal];
      const state = refusal !== undefined ? "errored" : messages.length > 0 ? "failed" : "passed";
      if (state === "errored") run.errored(item, [...messages], duration);
      else if (state === "passed") run.passed(item, duration);
      else {
        run.failed(item, [...messages], duration);
        this.#failures.set(keyOf(item), { text, failures });
      }
      const shown = state === "failed" ? failures.map(indented) : [];
      say([`${state.padEnd(7)}  ${oneLine(name(index), longestName)}`, ...shown].join("\r\n"), item);
      outcomes.push({ uri, name: name(index), state, messages });
    }
    return { uri: policy.uri, seen: result.coverage };
  }
}

function indented({ message }: PolicyTestFailure): string {
  return `         ${oneLine(message, longestSentence)}`;
}

/** What keeps a test from being green whose policy the gateway would refuse; undefined for a policy without errors. */
function refusalOf(policy: vscode.Uri, problems: readonly Diagnostic[]): vscode.TestMessage | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const others = problems.length === 1 ? "" : l10n.t` (${grouped(problems.length)} errors in all)`;
  const message = new vscode.TestMessage(
    refusedInWords(l10n.t`${nameOf(policy)}, line ${first.range.start.line + 1}`, `${sentenceOf(first)}${others}`),
  );
  message.location = locationOf(policy, first);
  return message;
}

function locationOf(uri: vscode.Uri, { range }: Diagnostic): vscode.Location {
  return new vscode.Location(uri, toEditorRange(range));
}

/** Expected and actual, at the text of the policy that decided; where none did, at what the test says. */
function messageOf(failure: PolicyTestFailure, test: vscode.Uri, policy: vscode.Uri): vscode.TestMessage {
  const { tool, repetition, repeat, message, expected, actual, range, policyRange, accept } = failure;
  const which = repeat > 1 ? l10n.t` (call ${repetition} of ${repeat})` : "";
  const shown = vscode.TestMessage.diff(
    `${oneLine(tool, longestName)}${which}: ${oneLine(message, longestSentence)}`,
    expected,
    actual,
  );
  shown.location =
    policyRange === null
      ? new vscode.Location(test, toEditorRange(range))
      : new vscode.Location(policy, toEditorRange(policyRange));
  if (accept.length > 0) shown.contextValue = failureContext;
  return shown;
}

function keyOf({ uri, id }: vscode.TestItem): string {
  return `${uri?.toString()} ${id}`;
}

function missingPolicy(policies: readonly vscode.Uri[]): string {
  const names = policies.map((policy) => oneLine(vscode.workspace.asRelativePath(policy), longestName));
  return names.length === 0
    ? l10n.t("There is no policy next to this file.")
    : l10n.t`No policy was found. Looked for ${andList(names, names.length)}; "policy" in the test file can name another.`;
}
