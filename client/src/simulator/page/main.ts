/** The simulator's page: shows the state that the extension host sends, and sends back what the person does. */
import { render } from "lit";
import { type PageMessage, type PageState, parseHostMessage } from "../messages";
import { describeArguments, focusArguments } from "./callForm";
import type { Foldable, Page } from "./page";
import { pageView } from "./pageView";

/** What a page remembers while its tab is hidden; everything else is the host's. */
interface Memory {
  readonly open: readonly Foldable[];
  readonly scrolled: number;
}

const host = acquireVsCodeApi<Memory>();
const root = document.getElementById("page");
const remembered = host.getState();
// What would turn the verdict is what a person asks next: it is open until somebody closes it.
const open = new Set<Foldable>(Array.isArray(remembered?.open) ? remembered.open : ["changes", "form"]);
let state: PageState | undefined;
let text = "";
let revision = -1;
let shownChange: string | null = null;
let wantsFocusOnCall = false;
let scrollTo = remembered?.scrolled ?? 0;

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = parseHostMessage(data);
  if (message?.type === "state") {
    show(message.state);
  } else if (message?.type === "focus-arguments") {
    void focusArguments();
  }
});
window.addEventListener("scroll", remember, { passive: true });
send({ type: "ready" });
send({ type: "want-changes", wanted: open.has("changes") });

function show(next: PageState): void {
  state = next;
  if (next.draft.revision !== revision) {
    ({ text, revision } = next.draft);
  }
  draw();
  if (wantsFocusOnCall) {
    wantsFocusOnCall = false;
    root?.querySelector<HTMLElement>(".call[aria-selected=true]")?.focus();
  }
  if (scrollTo > 0) {
    requestAnimationFrame(() => {
      window.scrollTo(0, scrollTo);
      scrollTo = 0;
    });
  }
}

function draw(): void {
  if (root !== null && state !== undefined) {
    const page: Page = {
      state,
      text,
      send,
      isOpen: (part) => open.has(part),
      setOpen,
      shownChange,
      redraw: draw,
      showChange: (title) => {
        shownChange = title;
        draw();
      },
      focusCall: () => {
        wantsFocusOnCall = true;
      },
    };
    document.title = `Simulate: ${state.policyName}`;
    render(pageView(page), root);
    void describeArguments(page);
  }
}

function send(message: PageMessage): void {
  if (message.type === "edit-arguments" || message.type === "call") {
    text = message.text;
  }
  host.postMessage(message);
  if (message.type === "edit-arguments") {
    draw();
  }
}

function setOpen(part: Foldable, isOpen: boolean): void {
  if (isOpen) {
    open.add(part);
  } else {
    open.delete(part);
  }
  remember();
  // Some parts are drawn only while they are open.
  draw();
}

function remember(): void {
  host.setState({ open: [...open], scrolled: window.scrollY });
}
