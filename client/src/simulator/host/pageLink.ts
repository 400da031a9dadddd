import type * as vscode from "vscode";
import type { HostMessage, PageState } from "../state/messages";

const keepDelay = 200;

/**
 * What the panel sends to its page. VS Code throws a hidden page away: what is sent to one that does not listen is lost,
 * and it gets everything when it listens again.
 */
export class PageLink implements vscode.Disposable {
  readonly #webview: vscode.Webview;
  #listens = false;
  #wantsFocus = true;
  /** The timeline that the page has; undefined while it has none. */
  #sentTimeline: PageState["timeline"] | undefined;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(webview: vscode.Webview) {
    this.#webview = webview;
  }

  /** The page has said that it listens; it knows nothing yet. */
  begin(): void {
    this.#listens = true;
    this.#sentTimeline = undefined;
  }

  /** The page was hidden. */
  end(): void {
    this.#listens = false;
  }

  /** Has the page show a state. */
  show(state: PageState): void {
    this.#post({
      type: "state",
      state: state.timeline === this.#sentTimeline ? { ...state, timeline: "same" } : state,
    });
    this.#sentTimeline = state.timeline;
  }

  /** Has the page keep something with its tab, when nothing else was to be kept for a moment. */
  keepSoon(simulation: () => unknown): void {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(() => this.#post({ type: "keep", simulation: simulation() }), keepDelay);
  }

  /** Puts the focus into the arguments, now or as soon as the page listens. */
  focusArguments(): void {
    this.#wantsFocus = true;
    this.focusIfWanted();
  }

  /** Leaves the focus where it is, although the page is a new one. */
  leaveFocus(): void {
    this.#wantsFocus = false;
  }

  /** Puts the focus where it was wanted before the page listened. */
  focusIfWanted(): void {
    if (this.#wantsFocus && this.#listens) {
      this.#wantsFocus = false;
      this.#post({ type: "focus-arguments" });
    }
  }

  dispose(): void {
    clearTimeout(this.#keepTimer);
  }

  #post(message: HostMessage): void {
    if (this.#listens) void this.#webview.postMessage(message);
  }
}
