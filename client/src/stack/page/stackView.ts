import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { isOpenAndGrave, riskOrder, stateOrder } from "../../../../server/src/policy/words/plain/reviewOrder";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { StackToolEntry } from "../../../../server/src/protocol/stack";
import { counted } from "../../shared/words/counted";
import { grouped } from "../../shared/words/grouped";
import { riskName } from "../../shared/words/riskWords";
import { stateName } from "../../shared/words/stateName";
import { passes } from "../stackFilter";
import type { ShownStack } from "../stackMessages";
import { pairsView } from "./pairsView";
import type { StackPage } from "./stackPage";
import { tableView } from "./tableView";

/** The whole page. */
export function stackView(page: StackPage): TemplateResult {
  const { stack, filter } = page;
  if (stack === null)
    return html`<h1>${l10n.t("What your agents can call")}</h1><p class="quiet" role="status">${l10n.t("Reading servers and policies…")}</p>`;
  const rows = [...stack.tools.entries()].filter(([, row]) => passes(row, filter) && hasText(row, filter.text));
  return html`
    <header>
      <h1>${l10n.t("What your agents can call")}</h1>
      <p>${inWords(stack)}</p>
      ${filtersView(page)}
    </header>
    ${
      stack.left.length === 0
        ? nothing
        : html`<section><h2>${l10n.t("Not looked at")}</h2><ul>${stack.left.map((sentence) => html`<li>${visibleText(sentence)}</li>`)}</ul></section>`
    }
    ${
      stack.servers.length === 0
        ? html`<p>${l10n.t("No server is imported yet.")} <button class="plain" @click=${() => page.send("import")}>${l10n.t("Import Tools from a Server…")}</button></p>`
        : tableView(page, rows, stack.tools.length)
    }
    ${pairsView(stack)}
  `;
}

function inWords({ tools, servers }: NonNullable<ShownStack>): string {
  const open = tools.filter(isOpenAndGrave).length;
  const names = new Set(tools.map(({ server, tool }) => JSON.stringify([server, tool]))).size;
  const size = l10n.t`${counted(names, "tool")} of ${counted(servers.length, "server")}.`;
  if (open === 0) return `${size} ${l10n.t("None of high, critical or unknown risk is open without any check.")}`;
  return open === 1
    ? `${size} ${l10n.t("1 of high, critical or unknown risk is open without any check.")}`
    : `${size} ${l10n.t`${grouped(open)} of high, critical or unknown risk are open without any check.`}`;
}

function hasText({ tool, server, policy, stateInWords }: StackToolEntry, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return (
    wanted === "" || [tool, server, policy ?? "", stateInWords].some((each) => each.toLowerCase().includes(wanted))
  );
}

function filtersView({ filter, setFilter, send }: StackPage): TemplateResult {
  const toggle = (kind: "risks" | "states", value: string): void => {
    const chosen = filter[kind];
    setFilter({
      ...filter,
      [kind]: chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value],
    });
  };
  const group = (
    kind: "risks" | "states",
    label: string,
    values: readonly string[],
    name: (value: string) => string,
  ): TemplateResult => html`
    <div class="group" role="group" aria-label=${label}>
      <span class="label" aria-hidden="true">${label}</span>
      ${values.map(
        (value) => html`<button
          class="chip"
          aria-pressed=${filter[kind].includes(value)}
          @click=${() => toggle(kind, value)}
        >${name(value)}</button>`,
      )}
    </div>`;
  return html`<div class="filters">
    <input
      type="search"
      aria-label=${l10n.t("Find tools, servers and policies")}
      placeholder=${l10n.t("Find tools, servers, policies")}
      .value=${filter.text}
      @input=${({ target }: InputEvent) => setFilter({ ...filter, text: (target as HTMLInputElement).value })}
    />
    ${group("risks", l10n.t("Risk"), riskOrder, riskName)} ${group("states", l10n.t("State"), stateOrder, stateName)}
    <button class="plain" @click=${() => send("export")}>${l10n.t("Export…")}</button>
  </div>`;
}
