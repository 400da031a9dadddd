import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { policyFileKind, testPattern } from "../../../server/src/policy/policyFiles";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import {
  type PolicyTestsParams,
  type PolicyTestsResult,
  policyTestsRequest,
} from "../../../server/src/protocol/policyTests";
import type { Platform } from "../platform";
import { toEditorRange } from "../shared/editorRange";
import { onFolderChange } from "../shared/folderChanges";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { counted } from "../shared/words/counted";
import { grouped } from "../shared/words/grouped";
import { fileText, isNameLost } from "./fileText";

/** More would make the view useless, and reading them slow. That there are more is told. */
const mostFiles = 5_000;

/** So many files are read at once. */
const mostAtOnce = 20;

/** Milliseconds without an edit after which a file is read again. */
const pause = 250;

/** What the profiles can run that run tests: not the mutants of a policy. */
export const testTag = new vscode.TestTag("policyTest");

/** A test file as it was read last. */
export interface TestFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly listed: PolicyTestsResult;
  /** Where the policy may lie, best first. */
  readonly policies: readonly vscode.Uri[];
  readonly item: vscode.TestItem;
}

/** Finds the workspace's test files, and keeps an item for each and for each of its tests, also while they are edited. */
export class TestFiles implements vscode.Disposable {
  readonly #controller: vscode.TestController;
  readonly #client: LanguageClientLike;
  readonly #findTestFiles: Platform["findTestFiles"];
  readonly #files = new Map<string, TestFile>();
  /** The last question about each file: answers to earlier ones, and about files that are gone, come too late. */
  readonly #asked = new Map<string, object>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #firstSearch: Promise<unknown> | undefined;
  #isBoundTold = false;
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #changed = new vscode.EventEmitter<string>();

  constructor(
    controller: vscode.TestController,
    client: LanguageClientLike,
    { findTestFiles }: Pick<Platform, "findTestFiles">,
  ) {
    this.#findTestFiles = findTestFiles;
    this.#controller = controller;
    this.#client = client;
    const watcher = vscode.workspace.createFileSystemWatcher(testPattern);
    const later = (uri: vscode.Uri) => this.#readSoon(uri);
    this.#subscriptions.push(
      this.#changed,
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidChange(later),
      // Looked up: a file that is replaced may be said to be gone when it is back already.
      watcher.onDidDelete((uri) => void (isNameLost(uri) ? this.find() : this.read(uri))),
      onFolderChange(
        () => this.find(),
        (start) => this.#readFolder(start),
      ),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.find()),
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

  /** Resolves when the workspace has been looked through once: "run all" can come before that. */
  async ready(): Promise<void> {
    this.#firstSearch ??= this.find();
    await this.#firstSearch;
  }

  /** Looks for test files everywhere in the workspace; whether there are new ones. */
  async find(): Promise<boolean> {
    const uris = await this.#findTestFiles(mostFiles + 1);
    if (uris.length > mostFiles && !this.#isBoundTold) {
      this.#isBoundTold = true;
      void notify("warning", l10n.t`Only ${grouped(mostFiles)} policy test files are shown: there are more.`);
    }
    const open = vscode.workspace.textDocuments.map(({ uri }) => uri).filter(isTestFile);
    const wanted = new Map([...uris.slice(0, mostFiles), ...open].map((uri) => [uri.toString(), uri]));
    const hasNew = [...wanted.keys()].some((key) => !this.#files.has(key));
    const left = [...wanted.values()];
    const readers = Array.from({ length: mostAtOnce }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await this.read(next);
    });
    await Promise.all(readers);
    for (const known of [...this.#files.keys()]) if (!wanted.has(known)) this.#forget(known);
    return hasNew;
  }

  /** All files that are known. */
  all(): readonly TestFile[] {
    return [...this.#files.values()];
  }

  /** One of them, if it is known. */
  fileOf(uri: string): TestFile | undefined {
    return this.#files.get(uri);
  }

  /** The item with this name as it is now: items are made again when their file is edited. */
  itemOf(uri: string, id: string): vscode.TestItem | undefined {
    const file = this.#files.get(uri)?.item;
    return file?.id === id ? file : file?.children.get(id);
  }

  /**
   * Reads a file, and brings its items up to date; undefined when it is gone, or when the server does not answer. Never
   * rejects: whatever is wrong with a file is said at that file, and the others are read.
   */
  async read(uri: vscode.Uri): Promise<TestFile | undefined> {
    const key = uri.toString();
    const question = {};
    this.#asked.set(key, question);
    const isOvertaken = () => this.#asked.get(key) !== question;
    const found = await fileText(uri);
    if (isOvertaken()) return this.#files.get(key);
    if (found === undefined) {
      this.#forget(key);
      return undefined;
    }
    const { text = "" } = found;
    const known = this.#files.get(key);
    if (known !== undefined && known.text === text && found.text !== undefined) return known;
    const parameters: PolicyTestsParams = { uri: key, text };
    let listed: PolicyTestsResult;
    try {
      listed =
        found.text === undefined
          ? { tests: [], policies: [], problems: [{ ...nowhere, message: found.unread }] }
          : await this.#client.sendRequest(policyTestsRequest, parameters);
    } catch {
      return known;
    }
    if (isOvertaken()) return this.#files.get(key);
    const item =
      known?.item ?? this.#controller.createTestItem(key, labelText(vscode.workspace.asRelativePath(uri)), uri);
    item.tags = [testTag];
    const policies = listed.policies.flatMap((address) => addressOf(address) ?? []);
    if (policies.length < listed.policies.length)
      listed = {
        ...listed,
        problems: [...listed.problems, { ...nowhere, message: l10n.t('"policy" is not the path of a file.') }],
      };
    const file: TestFile = { uri, text, listed, policies, item };
    this.#files.set(key, file);
    showTests(this.#controller, file);
    if (known !== undefined) this.#controller.invalidateTestResults(changedTests(known, file));
    this.#controller.items.add(item);
    this.#changed.fire(key);
    return file;
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
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

  /** Looks up what is left of a folder that is said to be gone. */
  #readFolder(start: string): void {
    for (const { uri } of this.all()) if (uri.toString().startsWith(start)) void this.read(uri);
  }
}

/** Brings the items of a file's tests up to date. An item is known by its name, so that its result stays beside it. */
function showTests(
  controller: vscode.TestController,
  { uri, listed: { tests, problems }, item }: Omit<TestFile, "policies">,
): void {
  const error = problems.find(({ severity }) => severity === DiagnosticSeverity.Error);
  item.error = error === undefined ? undefined : l10n.t`Line ${error.range.start.line + 1}: ${sentenceOf(error)}`;
  const named = new Map<string, number>();
  item.children.replace(
    tests.map(({ name, range, calls }, index) => {
      const label = labelText(name);
      const before = named.get(label) ?? 0;
      named.set(label, before + 1);
      const child = controller.createTestItem(`${before} ${label}`, label, uri);
      child.tags = [testTag];
      child.range = toEditorRange(range);
      child.description = counted(calls, "call");
      child.sortText = String(index).padStart(6, "0");
      return child;
    }),
  );
}

/** The tests whose text is another now; all of them when they are about another policy. */
function changedTests(before: TestFile, now: TestFile): vscode.TestItem[] {
  const isSamePolicy = before.policies.join() === now.policies.join();
  const textsBefore = new Set(isSamePolicy ? textsOf(before) : []);
  const texts = textsOf(now);
  const changed: vscode.TestItem[] = [];
  now.item.children.forEach((item) => {
    if (!textsBefore.has(texts[indexOf(item) ?? -1] ?? "")) changed.push(item);
  });
  return changed;
}

/** The text of each test. */
function textsOf({ text, listed: { tests } }: TestFile): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return tests.map(({ range: { start, end } }) => {
    const own = lines.slice(start.line, end.line + 1);
    own[own.length - 1] = own.at(-1)?.slice(0, end.character) ?? "";
    own[0] = own[0]?.slice(start.character) ?? "";
    return own.join("\n");
  });
}

/** Index of an item into the tests of its file; undefined for the item of a file. */
export function indexOf(item: vscode.TestItem): number | undefined {
  return item.id === String(item.uri) ? undefined : Number(item.sortText);
}

const nowhere: Pick<Diagnostic, "range" | "severity"> = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  severity: DiagnosticSeverity.Error,
};

/** What VS Code makes of an address; undefined for one that it refuses. */
function addressOf(address: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(address, true);
  } catch {
    return undefined;
  }
}

/** Whether a file is called as policy tests are, and is itself one: not its older version in a comparison, for instance. */
function isTestFile(uri: vscode.Uri): boolean {
  if (policyFileKind(uri.path) !== "test") return false;
  return ["file", "untitled"].includes(uri.scheme) || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** What a problem says. */
export function sentenceOf({ message }: Diagnostic): string {
  const said: string | { readonly value: string } = message;
  return typeof said === "string" ? said : said.value;
}
