import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { type MutantsResult, mutantsRequest, type PolicyMutant } from "../../../server/src/protocol/mutants";
import { toEditorRange } from "../shared/editorRange";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { firstText } from "./fileText";
import { mutantsSentence, survivorSentence } from "./mutantsInWords";
import type { TestFile, TestFiles } from "./testFiles";

/** By this VS Code's menus know the message of a mutant that no test notices. */
const survivorContext = "mcpPolicy.survivor";

/** So begins the name of the item of a policy. */
const rootStart = "mutants ";

/** By this they know its item. */
const survivorStart = "survivor ";

/** A mutant that no test notices, and the policy that it is made of. */
export interface Survivor {
  readonly policy: vscode.Uri;
  /** The policy's text at the time. */
  readonly text: string;
  readonly mutant: PolicyMutant;
}

/** What a run has found about a policy. */
export interface FinishedMutants {
  readonly policy: vscode.Uri;
  readonly notRun: string | null;
  readonly sentence: string;
  readonly survivors: readonly { readonly item: vscode.TestItem; readonly message: vscode.TestMessage }[];
}

/** A policy, and all test files that are about it. */
interface Tested {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly files: readonly TestFile[];
}

/** Weakens policies step by step, and shows at the policy which step no test notices. */
export class MutantRuns implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #client: LanguageClientLike;
  readonly #files: TestFiles;
  readonly #finished = new vscode.EventEmitter<readonly FinishedMutants[]>();
  readonly #survivors = new Map<string, Survivor>();
  /** Results about another text of the policy are out of date. */
  readonly #edits = vscode.workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges }) => {
    const item = contentChanges.length === 0 ? undefined : this.#controller.items.get(idOf(uri));
    if (item !== undefined) this.#controller.invalidateTestResults(item);
  });

  constructor(controller: vscode.TestController, client: LanguageClientLike, files: TestFiles) {
    this.#controller = controller;
    this.#client = client;
    this.#files = files;
  }

  /** A run has ended. */
  get onDidFinish(): vscode.Event<readonly FinishedMutants[]> {
    return this.#finished.event;
  }

  /** What an item of the Test Explorer, or a name that a survivor was given, stands for. */
  survivor(key: string): Survivor | undefined {
    return this.#survivors.get(key);
  }

  /** The survivors of a policy whose text is still the same, with their names. */
  survivorsIn(document: vscode.TextDocument): readonly (readonly [key: string, survivor: Survivor])[] {
    const uri = document.uri.toString();
    const all = [...this.#survivors].filter(([, { policy }]) => policy.toString() === uri);
    return all.length > 0 && all[0]?.[1].text === document.getText() ? all : [];
  }

  /** Runs the mutants of the policies of the tests that are asked for. */
  async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const tested = await this.#testedPolicies(request);
    const run = this.#controller.createTestRun(request);
    const source = new vscode.CancellationTokenSource();
    const links = [token, run.token].map((each) => each.onCancellationRequested(() => source.cancel()));
    const finished: FinishedMutants[] = [];
    try {
      for (const each of tested) {
        if (source.token.isCancellationRequested) break;
        const found = await this.#runPolicy(run, each, source.token);
        if (found !== undefined) finished.push(found);
      }
      this.#finished.fire(finished);
    } finally {
      run.end();
      for (const link of links) link.dispose();
      source.dispose();
    }
  }

  /** Forgets all results. */
  clear(): void {
    this.#survivors.clear();
    for (const [id] of [...this.#controller.items]) if (id.startsWith(rootStart)) this.#controller.items.delete(id);
  }

  dispose(): void {
    for (const subscription of [this.#finished, this.#edits]) subscription.dispose();
  }

  /** The policies of the chosen tests; those of all tests when none is chosen. */
  async #testedPolicies({ include }: vscode.TestRunRequest): Promise<readonly Tested[]> {
    await this.#files.ready();
    const chosen = include && new Set(include.map(({ uri }) => String(uri)));
    const tested = new Map<string, { uri: vscode.Uri; text: string; files: TestFile[] }>();
    for (const known of this.#files.all()) {
      const file = await this.#files.read(known.uri);
      const policy = file && (await firstText(file.policies));
      if (file === undefined || policy?.file.text === undefined) continue;
      const key = policy.uri.toString();
      const before = tested.get(key);
      if (before === undefined) tested.set(key, { uri: policy.uri, text: policy.file.text, files: [file] });
      else before.files.push(file);
    }
    const isChosen = (key: string, { files }: Tested): boolean =>
      chosen === undefined || chosen.has(key) || files.some(({ uri }) => chosen.has(uri.toString()));
    return [...tested].filter(([key, each]) => isChosen(key, each)).map(([, each]) => each);
  }

  async #runPolicy(
    run: vscode.TestRun,
    { uri, text, files }: Tested,
    token: vscode.CancellationToken,
  ): Promise<FinishedMutants | undefined> {
    const root = this.#itemOf(uri);
    run.started(root);
    const testFiles = files.map((file) => ({ uri: file.uri.toString(), text: file.text }));
    let result: MutantsResult;
    try {
      result = await this.#client.sendRequest(
        mutantsRequest,
        { policy: { uri: uri.toString(), text }, testFiles },
        token,
      );
    } catch {
      result = { mutants: [], notKnown: [], notRun: l10n.t("The language server did not answer.") };
    }
    if (token.isCancellationRequested) return undefined;
    this.#forget(uri, root);
    if (result.notRun !== null) {
      run.errored(root, new vscode.TestMessage(result.notRun));
      run.appendOutput(`${root.label}: ${result.notRun}\r\n`, undefined, root);
      return { policy: uri, notRun: result.notRun, sentence: result.notRun, survivors: [] };
    }
    const sentence = mutantsSentence(result);
    const lines = [
      sentence,
      ...result.notKnown.map(({ edit, why }) => l10n.t`not known  ${labelText(edit)}: ${labelText(why)}`),
    ];
    run.appendOutput(`${root.label}: ${lines.join("\r\n")}\r\n`, undefined, root);
    root.description = sentence;
    const survivors = result.mutants
      .filter(({ killedBy }) => killedBy === null)
      .map((mutant, index) => this.#show(run, root, { policy: uri, text, mutant }, index));
    if (survivors.length === 0) run.passed(root);
    else run.failed(root, []);
    return { policy: uri, notRun: null, sentence, survivors };
  }

  /** The item of a policy: made when its mutants first run. */
  #itemOf(policy: vscode.Uri): vscode.TestItem {
    const id = idOf(policy);
    const known = this.#controller.items.get(id);
    if (known !== undefined) return known;
    const label = l10n.t`Mutants of ${labelText(vscode.workspace.asRelativePath(policy))}`;
    const item = this.#controller.createTestItem(id, label, policy);
    this.#controller.items.add(item);
    return item;
  }

  #forget(policy: vscode.Uri, root: vscode.TestItem): void {
    root.children.replace([]);
    for (const [key, survivor] of this.#survivors)
      if (survivor.policy.toString() === policy.toString()) this.#survivors.delete(key);
  }

  #show(
    run: vscode.TestRun,
    root: vscode.TestItem,
    survivor: Survivor,
    index: number,
  ): FinishedMutants["survivors"][number] {
    const { policy, mutant } = survivor;
    const id = `${survivorStart}${index} ${policy}`;
    const item = this.#controller.createTestItem(id, labelText(mutant.edit), policy);
    item.range = toEditorRange(mutant.range);
    item.sortText = String(index).padStart(6, "0");
    root.children.add(item);
    this.#survivors.set(id, survivor);
    const message = new vscode.TestMessage(survivorSentence(mutant));
    message.location = new vscode.Location(policy, item.range);
    message.contextValue = survivorContext;
    run.failed(item, message);
    return { item, message };
  }
}

function idOf(policy: vscode.Uri): string {
  return `${rootStart}${policy}`;
}
