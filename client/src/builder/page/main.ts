/** The builder's page: shows the policy that the extension host sends, and sends back what a person chooses. */

import * as l10n from "@vscode/l10n";
import { render } from "lit";
import type { TryConditionResult } from "../../../../server/src/protocol/builder";
import { placeDropdowns } from "../../shared/page/dropdowns";
import { keepingFocus } from "../../shared/page/keptFocus";
import { takeWords } from "../../shared/page/takeWords";
import { type BuilderState, type PageMessage, parseHostMessage } from "../state/messages";
import { type Filters, type Line, noFilters, shownLines } from "../state/shownRows";
import { lineHeight } from "../state/visibleWindow";
import type { Page } from "./page";
import { pageView } from "./pageView";
import { selectAllKeys } from "./selectAllKeys";

/** What a page remembers while its tab is hidden. */
interface Memory {
  readonly tool: string | null;
  readonly filters: Filters;
  readonly scrolled: number;
}

takeWords();
const host = acquireVsCodeApi<Memory>();
const root = document.getElementById("page");
const remembered = host.getState();
let state: BuilderState | undefined;
let filters: Filters = { ...noFilters, ...remembered?.filters };
let lines: readonly Line[] = [];
let active = 0;
let marked: ReadonlySet<string> = new Set();
let refused = "";
let refusals = 0;
let tries: ReadonlyMap<string, TryConditionResult["tries"]> = new Map();
let samples = "";
let frame = 0;
let scrollTo = remembered?.scrolled ?? 0;

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = parseHostMessage(data);
  if (message?.type === "state") {
    const { rows } = message.state.policy;
    const known = rows === "same" ? (state?.policy.rows ?? []) : rows;
    const isFirst = state === undefined;
    state = { ...message.state, policy: { ...message.state.policy, rows: known } };
    if (rows !== "same") list();
    if (isFirst) activateTool(state.tool);
    draw();
    if (isFirst) focus("list");
  } else if (message?.type === "refused") {
    refused = message.why;
    refusals++;
    draw();
  } else if (message?.type === "tries") {
    tries = new Map([...tries, [message.about, message.tries]]);
    draw();
  }
});
window.addEventListener("resize", drawSoon);
placeDropdowns();
selectAllKeys();
send({ type: "ready", tool: remembered?.tool ?? null });

/** The lines under the present filters; the keyboard stays on the tool that it is on. */
function list(): void {
  const key = lines[active]?.key;
  const { rows = [], risks = [] } = state?.policy ?? {};
  lines = shownLines(rows, risks, filters);
  const again = lines.findIndex((line) => line.key === key);
  active = again >= 0 ? again : Math.max(0, Math.min(active, lines.length - 1));
  const known = new Set(rows.map(({ name }) => name));
  marked = new Set([...marked].filter((name) => known.has(name)));
}

function activateTool(tool: string | null): void {
  active = Math.max(
    0,
    lines.findIndex((line) =>
      tool === null ? line.kind === "policy" : line.kind === "tool" && line.row.name === tool,
    ),
  );
}

function draw(): void {
  cancelAnimationFrame(frame);
  frame = 0;
  if (root === null || state === undefined) return;
  const box = document.getElementById("list");
  const page: Page = {
    state,
    filters,
    lines,
    active,
    marked,
    refused,
    refusals,
    scrolled: box?.scrollTop ?? scrollTo,
    height: box?.clientHeight ?? window.innerHeight,
    tries,
    samples,
    send,
    change: (change) => {
      refused = "";
      send({ type: "change", change });
    },
    filter: (next) => {
      filters = { ...filters, ...next };
      list();
      remember();
      draw();
      reveal();
    },
    activate,
    mark: (tools, isMarked) => {
      const next = new Set(marked);
      for (const tool of tools)
        if (isMarked) next.add(tool);
        else next.delete(tool);
      marked = next;
      draw();
    },
    clearRefusal: () => {
      refused = "";
      draw();
    },
    setSamples: (next) => {
      samples = next;
      draw();
    },
    scrolledTo: drawSoon,
    focus,
  };
  document.title = l10n.t`Policy Builder: ${state.policyName}`;
  keepingFocus(root, () => render(pageView(page), root));
  if (box === null && scrollTo > 0) {
    document.getElementById("list")?.scrollTo(0, scrollTo);
    scrollTo = 0;
  }
}

function drawSoon(): void {
  if (frame === 0) frame = requestAnimationFrame(draw);
}

/** Moves the keyboard to a line, shows it, and asks for its rules. */
function activate(line: number): void {
  active = line;
  const chosen = lines[line];
  const tool = chosen?.kind === "tool" ? chosen.row.name : null;
  if (chosen?.kind !== "heading" && state !== undefined && state.tool !== tool) {
    state = { ...state, tool };
    samples = "";
    tries = new Map();
    send({ type: "select", tool });
  }
  remember();
  draw();
  reveal();
}

/** Scrolls the active line into view. */
function reveal(): void {
  const box = document.getElementById("list");
  if (box === null) return;
  const top = active * lineHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + lineHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + lineHeight - box.clientHeight;
}

function focus(part: "list" | "detail" | "search"): void {
  if (part === "detail") document.querySelector<HTMLElement>("#detail h2")?.focus();
  else document.getElementById(part)?.focus();
}

function send(message: PageMessage): void {
  host.postMessage(message);
}

function remember(): void {
  host.setState({ tool: state?.tool ?? null, filters, scrolled: document.getElementById("list")?.scrollTop ?? 0 });
}
