import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { andList } from "../../shared/words/andList";
import { counted } from "../../shared/words/counted";
import { stateName } from "../../shared/words/stateName";
import type { CallRow } from "../state/messages";
import { withoutDecision } from "../state/withoutDecision";
import { dateOf, timeOf } from "./format";
import { failIcon, passIcon, pendingIcon, unknownIcon, warningIcon } from "./icons";
import { listKeys } from "./listbox";
import type { Page } from "./page";

/** The scenario: all calls so far, the newest first. Selecting one shows its decision. */
export function callsView(page: Page): TemplateResult {
  const { calls, callLimit, selected } = page.state;
  const newestFirst = calls.map((row, index) => ({ row, index })).reverse();
  const severalGrants = calls.some(({ grant }) => grant !== calls[0]?.grant);
  const severalDays = dateOf(calls[0]?.at ?? "") !== dateOf(calls.at(-1)?.at ?? "");
  const looks = { dated: severalDays, granted: severalGrants, undecided: withoutDecision(page.state) };
  const select = (index: number) => page.send({ type: "select-call", index });
  return html`<section class="calls" aria-labelledby="calls-title">
    <h2 id="calls-title" class="section-title">
      ${l10n.t("Calls")}
      <span class="quiet">${calls.length === 0 ? l10n.t("none yet") : l10n.t`${calls.length} of at most ${callLimit}, times in UTC`}</span>
    </h2>
    ${toolsView(page)} ${turnedView(page)}
    ${
      calls.length === 0
        ? nothing
        : html`<div
            role="listbox"
            class="list"
            aria-label=${l10n.t("Calls, the newest first; selecting one shows its decision. Alt and an arrow key moves it, Delete removes it.")}
            @keydown=${callKeys(
              page,
              listKeys((position) => select(calls.length - 1 - position)),
            )}
          >
            ${newestFirst.map(({ row, index }) =>
              callRow(row, index, index === selected?.index, looks, () => select(index)),
            )}
          </div>`
    }
  </section>`;
}

/** What can be done with the selected call and with all of them. */
function toolsView({ state, send }: Page): TemplateResult {
  const { calls, selected, callLimit } = state;
  const index = selected?.index ?? -1;
  const tool = (word: string, title: string, disabled: boolean, act: () => void) =>
    // A button that is disabled while it has the focus would lose it.
    html`<button class="link" title=${title} aria-disabled=${disabled} @click=${disabled ? nothing : act}>${word}</button>`;
  return html`<div class="calls-tools" role="group" aria-label=${l10n.t("Scenario")}>
    ${tool(l10n.t("Earlier"), l10n.t("Make the selected call a place earlier (Alt+Down)"), index < 1, () => send({ type: "move-call", index, by: -1 }))}
    ${tool(
      l10n.t("Later"),
      l10n.t("Make the selected call a place later (Alt+Up)"),
      index < 0 || index >= calls.length - 1,
      () => send({ type: "move-call", index, by: 1 }),
    )}
    ${tool(l10n.t("Remove"), l10n.t("Take the selected call out (Delete)"), index < 0, () => send({ type: "remove-call", index }))}
    ${tool(l10n.t("Import…"), l10n.t("Add the calls of a log in JSON Lines"), calls.length >= callLimit, () => send({ type: "import-calls" }))}
    ${tool(
      l10n.t("Save as test…"),
      l10n.t("Keep the calls with their current decisions in the policy's test file"),
      calls.length === 0,
      () => send({ type: "save-as-test" }),
    )}
  </div>`;
}

const mostNamed = 6;

/** The decisions that the last edit of the policy has changed. */
function turnedView({ state }: Page): TemplateResult {
  const { turnedByEdit, calls } = state;
  const named = turnedByEdit.map((index) => {
    const now = stateName(calls[index]?.decision ?? "unknown");
    return l10n.t`call ${index + 1} is ${now} now`;
  });
  const decisions = turnedByEdit.length === 1 ? l10n.t("a decision") : counted(turnedByEdit.length, "decision");
  const sentence = l10n.t`The last edit changed ${decisions}: ${andList(named, mostNamed)}.`;
  return html`<div role="status" aria-live="polite">
    ${turnedByEdit.length === 0 ? nothing : html`<p class="turned">${warningIcon}<span>${sentence}</span></p>`}
  </div>`;
}

/** Moves and removes the call that has the focus; every other key moves the selection. */
function callKeys(page: Page, otherwise: (event: KeyboardEvent) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const index = callAt(event);
    const moves = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (index !== undefined && moves && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      // The newest is on top.
      page.send({ type: "move-call", index, by: event.key === "ArrowUp" ? 1 : -1 });
      page.focusCall();
    } else if (index !== undefined && event.key === "Delete") {
      event.preventDefault();
      page.send({ type: "remove-call", index });
      page.focusCall();
    } else {
      otherwise(event);
    }
  };
}

/** The call whose row the event comes from: the selection may still be on its way to the host and back. */
function callAt({ currentTarget, target }: Event): number | undefined {
  const row = target instanceof Element ? target.closest("[role=option]") : null;
  const rows = currentTarget instanceof Element ? [...currentTarget.children] : [];
  return row === null ? undefined : rows.length - 1 - rows.indexOf(row);
}

/** What all rows of a list have in common. */
interface Looks {
  readonly dated: boolean;
  readonly granted: boolean;
  readonly undecided: string;
}

const kinds = { allow: "pass", deny: "fail", unknown: "unknown" } as const;

function callRow(
  row: CallRow,
  index: number,
  selected: boolean,
  { dated, granted, undecided }: Looks,
  select: () => void,
): TemplateResult {
  const kind = row.decision === null ? "pending" : kinds[row.decision];
  const icon = { pending: pendingIcon, pass: passIcon, fail: failIcon, unknown: unknownIcon }[kind];
  const word = { pending: undecided, pass: l10n.t("Allowed"), fail: l10n.t("Denied"), unknown: l10n.t("Not known") }[
    kind
  ];
  return html`<div
    role="option"
    class="row call ${kind}"
    aria-selected=${selected}
    tabindex=${selected ? 0 : -1}
    @click=${select}
  >
    <span class="call-number">${index + 1}</span>
    <span class="call-time">${dated ? `${dateOf(row.at)} ` : ""}${timeOf(row.at)}</span>
    <span class="call-what">
      <span class="call-tool clip" title=${row.tool}>${row.tool}</span>
      ${row.args === "" ? nothing : html`<span class="call-args clip quiet" title=${row.args}>${row.args}</span>`}
    </span>
    ${granted ? html`<span class="call-grant clip quiet" title=${l10n.t`grant ${row.grant}`}><span class="unseen">${l10n.t("grant")} </span>${row.grant}</span>` : nothing}
    <span class="call-decision">
      <span class="check-icon">${icon}</span>${word}${
        row.was === null ? nothing : html`<span class="was">${l10n.t`was ${stateName(row.was)}`}</span>`
      }
    </span>
  </div>`;
}
