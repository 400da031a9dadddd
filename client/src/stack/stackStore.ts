import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type StackResult, stackChangedNotification, stackRequest } from "../../../server/src/protocol/stack";
import type { LanguageClientLike } from "../shared/languageClientLike";

/** Milliseconds in which further changes are awaited: while a person types, each key is one. */
const pause = 250;

/**
 * What the server says of the stack: asked for while somebody looks, and again after changes. One for the view and the page.
 */
export class StackStore implements vscode.Disposable {
  readonly #client: LanguageClientLike;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly #watchers = new Set<object>();
  #stack: StackResult | undefined;
  #isOld = true;
  #asked: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `told` is what notifications come from. */
  constructor(client: LanguageClientLike, told: Pick<BaseLanguageClient, "onNotification">) {
    this.#client = client;
    this.#subscription = told.onNotification(stackChangedNotification, () => this.#isChanged());
  }

  /** Fires when there is something new to show. */
  get onDidChange(): vscode.Event<void> {
    return this.#changed.event;
  }

  /** What was last answered; undefined before the first answer. */
  get stack(): StackResult | undefined {
    return this.#stack;
  }

  /** Adds and removes a viewer. Nothing is asked for without one. */
  watch(watcher: object, looks: boolean): void {
    if (looks) this.#watchers.add(watcher);
    else this.#watchers.delete(watcher);
    if (looks && this.#isOld) void this.refresh();
  }

  /** Asks again; a person who asks wants the files to be looked for, too. */
  async refresh(again = false): Promise<void> {
    clearTimeout(this.#timer);
    this.#isOld = false;
    if (again) await this.#asked;
    this.#asked ??= this.#ask(again).finally(() => {
      this.#asked = undefined;
    });
    await this.#asked;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  async #ask(again: boolean): Promise<void> {
    try {
      this.#stack = await this.#client.sendRequest(stackRequest, { again });
      // What has changed while the answer was on its way.
      if (this.#isOld) this.#askSoon();
    } catch {
      // The extension says that the server does not run; it is asked again when somebody looks.
      this.#isOld = true;
    }
    this.#changed.fire();
  }

  #isChanged(): void {
    this.#isOld = true;
    if (this.#asked === undefined) this.#askSoon();
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    if (this.#watchers.size > 0) this.#timer = setTimeout(() => void this.refresh(), pause);
  }
}
