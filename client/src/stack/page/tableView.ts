import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { StackToolEntry } from "../../../../server/src/protocol/stack";
import { riskSymbol } from "../../shared/page/riskSymbol";
import { categoryName } from "../../shared/words/categoryName";
import { grouped } from "../../shared/words/grouped";
import { riskName } from "../../shared/words/riskWords";
import { stateName } from "../../shared/words/stateName";
import type { RowAction } from "../stackMessages";
import type { StackPage } from "./stackPage";

/** More rows are drawn when they are asked for: drawing thousands takes a moment. */
const firstRows = 300;

/** The table of the rows that the filter leaves, each with its place in the stack. */
export function tableView(
  { showsAll, showAll, act }: StackPage,
  rows: readonly (readonly [index: number, row: StackToolEntry])[],
  all: number,
): TemplateResult {
  const drawn = showsAll ? rows : rows.slice(0, firstRows);
  const left = rows.length - drawn.length;
  return html`
    <p class="quiet" role="status">${rows.length === all ? l10n.t`${grouped(all)} rows, what is open and dangerous first` : l10n.t`${grouped(rows.length)} of ${grouped(all)} rows, what is open and dangerous first`}</p>
    <table @keydown=${moveFocus}>
      <thead>
        <tr>${[l10n.t("State"), l10n.t("Risk"), l10n.t("Category"), l10n.t("Tool"), l10n.t("Server"), l10n.t("Policy"), l10n.t("In words")].map((name) => html`<th scope="col">${name}</th>`)}<th scope="col"><span class="unseen">${l10n.t("Actions")}</span></th></tr>
      </thead>
      <tbody>
        ${drawn.map(([index, row], place) => rowView(row, place === 0, (action) => act(action, index)))}
      </tbody>
    </table>
    ${left === 0 ? nothing : html`<p><button class="plain" @click=${showAll}>${l10n.t`Show ${left} more rows`}</button></p>`}
  `;
}

function rowView(row: StackToolEntry, isFirst: boolean, act: (action: RowAction) => void): TemplateResult {
  const { tool, risk, category, state, server, policy, stateInWords, summary, range } = row;
  const main: RowAction = policy === null ? "new-policy" : range === null ? "add-rule" : "reveal";
  const titles: Readonly<Record<RowAction, string>> = {
    "new-policy": l10n.t("New policy for this server"),
    "add-rule": l10n.t("Add the recommended rule"),
    reveal: l10n.t("Reveal in the policy"),
    simulate: l10n.t("Simulate a call"),
  };
  const name = visibleText(tool);
  return html`<tr data-state=${state}>
    <td class="state">${stateName(state)}</td>
    <td class="risk" data-risk=${risk}><span aria-hidden="true">${riskSymbol(risk)}</span> ${riskName(risk)}</td>
    <td class="category">${category === "Unknown" ? l10n.t("not known") : categoryName(category)}</td>
    <th scope="row">
      <button class="tool" tabindex=${isFirst ? 0 : -1} title="${visibleText(summary)}" aria-label="${name}: ${titles[main]}" @click=${() => act(main)}>${breakable(name)}</button>
    </th>
    <td>${visibleText(server)}</td>
    <td>${policy === null ? html`<em>${l10n.t("none")}</em>` : visibleText(policy)}</td>
    <td class="words">${visibleText(stateInWords)}</td>
    <td>
      ${policy === null ? nothing : html`<button class="plain" tabindex="-1" aria-label=${l10n.t`Simulate ${name}`} @click=${() => act("simulate")}>${l10n.t("Simulate")}</button>`}
    </td>
  </tr>`;
}

/** A name that is longer than its column is broken between its words. */
function breakable(name: string): readonly TemplateResult[] {
  return name.split(/(?<=_)/).map((word) => html`${word}<wbr />`);
}

/** The arrow keys go from row to row, and along a row: one stop for the tab key, however many rows there are. */
function moveFocus(event: KeyboardEvent): void {
  const { target } = event;
  const row = target instanceof Element ? target.closest("tr") : null;
  const body = row?.parentElement;
  if (!(target instanceof HTMLElement) || row === null || !(body instanceof HTMLTableSectionElement)) return;
  const own = [...row.querySelectorAll("button")];
  const at = [...body.rows].indexOf(row);
  const rowsByKey: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + 15,
    PageUp: at - 15,
    Home: 0,
    End: body.rows.length - 1,
  };
  const column = own.indexOf(target as HTMLButtonElement);
  const isSideways = event.key === "ArrowRight" || event.key === "ArrowLeft";
  const wanted = Object.hasOwn(rowsByKey, event.key) ? rowsByKey[event.key] : undefined;
  if (!isSideways && wanted === undefined) return;
  const next = isSideways
    ? own[column + (event.key === "ArrowRight" ? 1 : -1)]
    : body.rows[Math.min(body.rows.length - 1, Math.max(0, wanted ?? 0))]?.querySelectorAll("button")[0];
  if (next === undefined) return;
  event.preventDefault();
  target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
