import * as l10n from "@vscode/l10n";
import { categoryName } from "../../shared/words/categoryName";
import { counted } from "../../shared/words/counted";
import { riskName } from "../../shared/words/riskWords";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, nothing, type TemplateResult } from "lit";
import { categoryOrder } from "../../../../server/src/policy/words/plain/reviewOrder";
import { grouped } from "../../shared/words/grouped";
import type { BuilderCommand } from "../state/messages";
import { noFilters } from "../state/shownRows";
import { changeFor, choices } from "./choices";
import type { Page } from "./page";

const commands = (): readonly {
  readonly command: BuilderCommand;
  readonly label: string;
  readonly title: string;
}[] => [
  { command: "simulate", label: l10n.t("Simulate…"), title: l10n.t("Decide a call by this policy") },
  { command: "probe", label: l10n.t("Probe for Holes…"), title: l10n.t("Look for calls that get past the rules") },
  { command: "whatChanged", label: l10n.t("What Changed?…"), title: l10n.t("What the policy newly lets through") },
  { command: "text", label: l10n.t("Open as Text"), title: l10n.t("The same document as text") },
];

/** The server, what the policy does with its tools, and what can be asked about it. */
export function headerView(page: Page): TemplateResult {
  const { policy, policyName } = page.state;
  return html`<header>
    <h1 class="unseen">${l10n.t`Policy Builder: ${policyName}`}</h1>
    <div class="top">
    <div class="about-policy">
      <span class="server">${policy.serverName === "" ? l10n.t("No server is known for this policy") : policy.serverName}</span>
      <button class="link" @click=${() => page.send({ type: "run", command: "chooseServer" })}>${l10n.t("Choose server…")}</button>
      <span class="quiet" role="status">${policy.summary}</span>
    </div>
    <div class="commands">
      ${commands().map(
        ({ command, label, title }) =>
          html`<button class="command" title=${title} @click=${() => page.send({ type: "run", command })}>${label}</button>`,
      )}
    </div>
    </div>
    ${filtersView(page)} ${seenView(page)} ${bulkView(page)}
  </header>`;
}

function filtersView(page: Page): TemplateResult {
  const { filters } = page;
  const tools = page.lines.filter(({ kind }) => kind === "tool").length;
  const states = [
    { value: "", label: l10n.t("Any rule") },
    ...choices().map(({ choice, label }) => ({ value: choice as string, label })),
    { value: "findings", label: l10n.t("With findings") },
    { value: "differs", label: l10n.t("Not as recommended") },
  ];
  const risks = [
    { value: "", label: l10n.t("Any risk") },
    ...page.state.policy.risks.map((value) => ({ value, label: riskName(value) })),
  ];
  const kinds = [
    { value: "", label: l10n.t("Any category") },
    ...categoryOrder.map((value) => ({ value, label: categoryName(value) })),
  ];
  return html`<div class="filters" role="search">
    <vscode-textfield
      id="search"
      type="search"
      label=${l10n.t("Search tools")}
      placeholder=${l10n.t("Search tools ( / )")}
      .value=${filters.search}
      @input=${(event: Event) => page.filter({ search: (event.target as HTMLInputElement).value })}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== "ArrowDown" && event.key !== "Enter") return;
        event.preventDefault();
        page.focus("list");
      }}
    ></vscode-textfield>
    ${filterView("filter-state", l10n.t("Rule"), states, filters.state, (state) => page.filter({ state }))}
    ${filterView("filter-category", l10n.t("Category"), kinds, filters.category, (category) => page.filter({ category }))}
    ${filterView("filter-risk", l10n.t("Risk"), risks, filters.risk, (risk) => page.filter({ risk }))}
    <span class="quiet shown-count" role="status">${l10n.t`${counted(tools, "tool")} shown`}</span>
    ${
      JSON.stringify(filters) === JSON.stringify(noFilters)
        ? nothing
        : html`<button class="link" @click=${() => page.filter(noFilters)}>${l10n.t("Clear")}</button>`
    }
  </div>`;
}

function filterView(
  id: string,
  label: string,
  options: readonly { readonly value: string; readonly label: string }[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`<vscode-single-select
    id=${id}
    .label=${label}
    .value=${chosen}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
  >
    ${options.map(
      (option) =>
        html`<vscode-option value=${option.value} ?selected=${option.value === chosen}>${option.label}</vscode-option>`,
    )}
  </vscode-single-select>`;
}

/** What an agent would see: `tools/list` after the hidden tools are taken out. */
function seenView(page: Page): TemplateResult {
  const { rows } = page.state.policy;
  const seen = rows.filter(({ state }) => state !== "hidden");
  const denied = seen.filter(({ state }) => state === "denied").length;
  return html`<div class="seen">
    <button
      class="command toggle"
      aria-pressed=${page.filters.seen}
      title=${l10n.t("Shows the tools that an agent gets from tools/list")}
      @click=${() => page.filter({ seen: !page.filters.seen })}
    >
      ${l10n.t("What an agent sees")}
    </button>
    <span class="quiet">${l10n.t`tools/list has ${grouped(seen.length)} of ${counted(rows.length, "tool")}`}${denied === 0 ? "" : l10n.t`; every call of ${grouped(denied)} of them is denied`}</span>
  </div>`;
}

/** What can be done with all selected tools at once. */
function bulkView(page: Page): TemplateResult | typeof nothing {
  const tools = [...page.marked];
  if (tools.length === 0) return nothing;
  const actions = [
    { choice: "recommended", label: l10n.t("Recommended") } as const,
    ...choices().filter(({ choice }) => choice !== "custom"),
  ];
  return html`<div class="bulk" role="group" aria-label=${l10n.t("Selected tools")}>
    <strong>${l10n.t`${counted(tools.length, "tool")} selected`}</strong>
    ${actions.map(
      ({ choice, label }) =>
        html`<button
          class="command"
          @click=${() => {
            const change = changeFor(tools, choice);
            if (change !== undefined) page.change(change);
          }}
        >
          ${label}
        </button>`,
    )}
    <button class="link" @click=${() => page.mark(tools, false)}>${l10n.t("Clear selection")}</button>
  </div>`;
}
