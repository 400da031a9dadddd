import { html, nothing, type TemplateResult } from "lit";
import type { CallRow } from "../messages";
import { dateOf, timeOf } from "./format";
import { failIcon, passIcon, pendingIcon } from "./icons";
import { listKeys } from "./listbox";
import type { Page } from "./page";

/** All calls so far, the newest first. Selecting one shows its verdict. */
export function callsView(page: Page): TemplateResult | typeof nothing {
  const { calls, callLimit, selected } = page.state;
  if (calls.length === 0) {
    return nothing;
  }
  const newestFirst = calls.map((row, index) => ({ row, index })).reverse();
  const severalDays = dateOf(calls[0]?.at ?? "") !== dateOf(calls.at(-1)?.at ?? "");
  const select = (index: number) => page.send({ type: "select-call", index });
  return html`<section class="calls" aria-labelledby="calls-title">
    <h2 id="calls-title" class="section-title">
      Calls <span class="quiet">${calls.length} of at most ${callLimit}, times in UTC</span>
    </h2>
    <div
      role="listbox"
      class="list"
      aria-label="Calls, the newest first; selecting one shows its verdict"
      @keydown=${listKeys((position) => select(calls.length - 1 - position))}
    >
      ${newestFirst.map(({ row, index }) =>
        callRow(row, index, index === selected?.index, severalDays, () => select(index)),
      )}
    </div>
  </section>`;
}

function callRow(row: CallRow, index: number, selected: boolean, dated: boolean, select: () => void): TemplateResult {
  const kind = row.decision === null ? "pending" : row.decision === "allow" ? "pass" : "fail";
  const icon = { pending: pendingIcon, pass: passIcon, fail: failIcon }[kind];
  const word = { pending: "Deciding…", pass: "Allowed", fail: "Denied" }[kind];
  return html`<div
    role="option"
    class="row call ${kind}"
    aria-selected=${selected}
    tabindex=${selected ? 0 : -1}
    @click=${select}
  >
    <span class="call-number">${index + 1}</span>
    <span class="call-time">${dated ? `${dateOf(row.at)} ` : ""}${timeOf(row.at)}</span>
    <span class="call-tool clip" title=${row.tool}>${row.tool}</span>
    <span class="call-verdict">
      <span class="check-icon">${icon}</span>${word}${
        row.was === null
          ? nothing
          : html`<span class="was">${row.was === "allow" ? "was allowed" : "was denied"}</span>`
      }
    </span>
  </div>`;
}
