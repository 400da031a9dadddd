import * as vscode from "vscode";
import { DiagnosticSeverity } from "vscode-languageserver-types";
import { type PolicyTestsParams, type PolicyTestsResult, policyTestsRequest } from "../../../server/src/wire";
import type { LanguageClientLike } from "../simulator/languageClientLike";
import { toEditorRange } from "../simulator/policyMarker";
import { fileText } from "./fileText";

const pattern = "**/*.policy-test.json";

/** More would make the view useless, and reading them slow. */
const mostFiles = 1_000;

/** Milliseconds without an edit after which a file is read again. */
const pause = 250;

/** A test file as it was read last. */
export interface TestFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly listed: PolicyTestsResult;
  readonly item: vscode.TestItem;
}

/** A test item's place: a file, or one test of it. */
export interface TestPlace {
  readonly uri: string;
  /** Index into the tests of the file; undefined for the file. */
  readonly index: number | undefined;
}

/** Finds the workspace's test files, and keeps an item for each and for each of its tests, also while they are edited. */
export class TestFiles implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #client: LanguageClientLike;
  readonly #files = new Map<string, TestFile>();
  readonly #places = new WeakMap<vscode.TestItem, TestPlace>();
  /** The last question about each file: answers to earlier ones, and about files that are gone, come too late. */
  readonly #asked = new Map<string, object>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #changed = new vscode.EventEmitter<string>();

  constructor(controller: vscode.TestController, client: LanguageClientLike) {
    this.#controller = controller;
    this.#client = client;
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const later = (uri: vscode.Uri) => this.#readSoon(uri);
    this.#subscriptions.push(
      this.#changed,
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidChange(later),
      watcher.onDidDelete((uri) => this.#forget(uri.toString())),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        // What was not saved is gone.
        if (this.#files.has(uri.toString())) later(uri);
      }),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (isTestFile(uri) && !this.#files.has(uri.toString())) later(uri);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document: { uri } }) => {
        if (isTestFile(uri)) later(uri);
      }),
    );
  }

  /** Address of a test file that was read again, and differs. */
  get onDidChange(): vscode.Event<string> {
    return this.#changed.event;
  }

  /** Looks for test files everywhere in the workspace. */
  async find(): Promise<void> {
    const uris = await vscode.workspace.findFiles(pattern, "**/node_modules/**", mostFiles);
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri).filter(isTestFile);
    const wanted = new Map([...uris, ...open].map((uri) => [uri.toString(), uri]));
    await Promise.all([...wanted.values()].map((uri) => this.read(uri)));
    for (const known of [...this.#files.keys()]) if (!wanted.has(known)) this.#forget(known);
  }

  /** All files that are known. */
  all(): readonly TestFile[] {
    return [...this.#files.values()];
  }

  /** The item with this name as it is now: items are made anew when their file is edited. */
  itemOf(uri: string, id: string): vscode.TestItem | undefined {
    const file = this.#files.get(uri)?.item;
    return file?.id === id ? file : file?.children.get(id);
  }

  /** What an item stands for. */
  placeOf(item: vscode.TestItem): TestPlace | undefined {
    return this.#places.get(item);
  }

  /** Reads a file, and brings its items up to date; undefined when it is gone, or when the server does not answer. */
  async read(uri: vscode.Uri): Promise<TestFile | undefined> {
    const key = uri.toString();
    const question = {};
    this.#asked.set(key, question);
    const isOvertaken = () => this.#asked.get(key) !== question;
    const text = await fileText(uri);
    if (isOvertaken()) return this.#files.get(key);
    if (text === undefined) {
      this.#forget(key);
      return undefined;
    }
    const known = this.#files.get(key);
    if (known?.text === text) return known;
    const parameters: PolicyTestsParams = { uri: key, text };
    let listed: PolicyTestsResult;
    try {
      listed = await this.#client.sendRequest<PolicyTestsResult>(policyTestsRequest, parameters);
    } catch {
      return known;
    }
    if (isOvertaken()) return this.#files.get(key);
    const item = known?.item ?? this.#controller.createTestItem(key, vscode.workspace.asRelativePath(uri), uri);
    const file: TestFile = { uri, text, listed, item };
    this.#files.set(key, file);
    this.#places.set(item, { uri: key, index: undefined });
    this.#show(file);
    this.#controller.items.add(item);
    this.#changed.fire(key);
    return file;
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #show({ uri, listed: { tests, problems }, item }: TestFile): void {
    const error = problems.find(({ severity }) => severity === DiagnosticSeverity.Error);
    item.error = error === undefined ? undefined : `Line ${error.range.start.line + 1}: ${textOf(error.message)}`;
    item.children.replace(
      tests.map(({ name, range, calls }, index) => {
        const child = this.#controller.createTestItem(`${index} ${name}`, name, uri);
        child.range = toEditorRange(range);
        child.description = calls === 1 ? "1 call" : `${calls} calls`;
        child.sortText = String(index).padStart(6, "0");
        this.#places.set(child, { uri: uri.toString(), index });
        return child;
      }),
    );
  }

  #readSoon(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        void this.read(uri);
      }, pause),
    );
  }

  #forget(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#asked.delete(key);
    if (this.#files.delete(key)) this.#controller.items.delete(key);
  }
}

/** Whether a file is called as policy tests are. */
export function isTestFile(uri: vscode.Uri): boolean {
  return uri.path.endsWith(".policy-test.json");
}

function textOf(message: string | { readonly value: string }): string {
  return typeof message === "string" ? message : message.value;
}
