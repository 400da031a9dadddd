/** The simulator's page: shows the state that the extension host sends, and sends back what the person does. */

import * as l10n from "@vscode/l10n";
import { render } from "lit";
import { placeDropdowns } from "../../shared/page/dropdowns";
import { keepingFocus } from "../../shared/page/keptFocus";
import { takeWords } from "../../shared/page/takeWords";
import {
  type PageMessage,
  type PageState,
  parseHostMessage,
  type SelectedCall,
  type TypedFields,
} from "../state/messages";
import { describeFields } from "./argumentForm/formView";
import { describeArguments, focusArguments } from "./callForm";
import { actOnEditingKeys } from "./editingKeys";
import type { Foldable, Page } from "./page";
import { pageView } from "./pageView";
import { shownCall } from "./shownCall";

/** What a page remembers while its tab is hidden; everything else is the host's. */
interface Memory {
  readonly open: readonly Foldable[];
  readonly scrolled: number;
  /** What the host asked to be kept; the page does not look into it. */
  readonly simulation: unknown;
}

takeWords();
const host = acquireVsCodeApi<Memory>();
const root = document.getElementById("page");
const remembered = host.getState();
// What would change the decision is what a person asks next: it is open until someone closes it.
const open = new Set<Foldable>(Array.isArray(remembered?.open) ? remembered.open : ["changes", "form"]);
let state: PageState | undefined;
let text = "";
let revision = -1;
let typed: TypedFields & { readonly revision: number } = { grant: "", times: 1, instant: "", revision: -1 };
let shown: SelectedCall | null = null;
let shownChange: string | null = null;
let wantsFocusOnCall = false;
let wantsFocusOnAttacks = false;
let scrollTo = remembered?.scrolled ?? 0;
let simulation = remembered?.simulation;
let rememberTimer = 0;

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = parseHostMessage(data);
  if (message?.type === "state") {
    const { timeline } = message.state;
    show({ ...message.state, timeline: timeline === "same" ? (state?.timeline ?? null) : timeline });
  } else if (message?.type === "focus-arguments") {
    void focusArguments();
  } else if (message?.type === "keep") {
    ({ simulation } = message);
    remember();
  }
});
window.addEventListener("scroll", rememberSoon, { passive: true });
placeDropdowns();
actOnEditingKeys();
send({ type: "ready" });
send({ type: "want-changes", wanted: open.has("changes") });

function show(next: PageState): void {
  state = next;
  shown = shownCall(next, shown);
  if (next.draft.revision !== revision) {
    ({ text, revision } = next.draft);
  }
  if (next.typed.revision !== typed.revision) {
    ({ typed } = next);
  }
  draw();
  if (wantsFocusOnCall) {
    wantsFocusOnCall = false;
    root?.querySelector<HTMLElement>(".call[aria-selected=true]")?.focus();
  }
  if (wantsFocusOnAttacks && next.attacks !== null && next.attacks.calls !== null) {
    wantsFocusOnAttacks = false;
    root?.querySelector<HTMLElement>(".attacks button")?.focus();
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
      shown,
      text,
      typed,
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
      focusAttacks: () => {
        wantsFocusOnAttacks = true;
      },
    };
    document.title = l10n.t`Simulate: ${state.policyName}`;
    keepingFocus(root, () => render(pageView(page), root));
    pinWhenAway(root);
    void describeArguments(page);
    describeFields();
  }
}

const decisionSeen = new IntersectionObserver(([entry]) => {
  document.body.classList.toggle("decision-away", entry !== undefined && !entry.isIntersecting);
});

/** Notices when the decision scrolls out of sight, so that it can be said in one line. */
function pinWhenAway(page: HTMLElement): void {
  const decision = page.querySelector(".decision-head");
  if (decision !== null) decisionSeen.observe(decision);
}

function send(message: PageMessage): void {
  if (message.type === "edit-arguments" || message.type === "call") {
    text = message.text;
  }
  typed = typedBy(message);
  host.postMessage(message);
  if (message.type === "edit-arguments") {
    draw();
  }
}

/** What is typed beside the arguments, after a message that may say so. */
function typedBy(message: PageMessage): typeof typed {
  switch (message.type) {
    case "edit-grant":
      return { ...typed, grant: message.grant };
    case "edit-instant":
      return { ...typed, instant: message.instant };
    case "edit-times":
      return { ...typed, times: message.times };
    default:
      return typed;
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
  host.setState({ open: [...open], scrolled: window.scrollY, simulation });
}

/** While someone scrolls, the place changes with every frame. */
function rememberSoon(): void {
  clearTimeout(rememberTimer);
  rememberTimer = setTimeout(remember, 150);
}
