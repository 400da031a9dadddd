import { html, nothing, type TemplateResult } from "lit";
import { counted } from "../../../../server/src/policy/words/plain/plural";
import { isOpenAndGrave, riskOrder, stateOrder } from "../../../../server/src/policy/words/plain/reviewOrder";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { StackToolEntry } from "../../../../server/src/protocol/stack";
import { passes } from "../stackFilter";
import type { ShownStack } from "../stackMessages";
import { pairsView } from "./pairsView";
import type { StackPage } from "./stackPage";
import { tableView } from "./tableView";

/** The whole page. */
export function stackView(page: StackPage): TemplateResult {
  const { stack, filter } = page;
  if (stack === null)
    return html`<h1>What your agents can call</h1><p class="quiet" role="status">Reading servers and policies…</p>`;
  const rows = [...stack.tools.entries()].filter(([, row]) => passes(row, filter) && hasText(row, filter.text));
  return html`
    <header>
      <h1>What your agents can call</h1>
      <p>${inWords(stack)}</p>
      ${filtersView(page)}
    </header>
    ${
      stack.servers.length === 0
        ? html`<p>No server is imported yet. <button class="plain" @click=${() => page.send("import")}>Import Tools from a Server…</button></p>`
        : tableView(page, rows, stack.tools.length)
    }
    ${pairsView(stack)}
    ${
      stack.left.length === 0
        ? nothing
        : html`<section><h2>Not looked at</h2><ul>${stack.left.map((sentence) => html`<li>${visibleText(sentence)}</li>`)}</ul></section>`
    }
  `;
}

function inWords({ tools, servers }: NonNullable<ShownStack>): string {
  const open = tools.filter(isOpenAndGrave).length;
  const names = new Set(tools.map(({ server, tool }) => JSON.stringify([server, tool]))).size;
  const openOnes = open === 0 ? "None" : String(open);
  return `${counted(names, "tool")} of ${counted(servers.length, "server")}. ${openOnes} of high, critical or unknown risk ${open < 2 ? "is" : "are"} open without any check.`;
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
  const group = (kind: "risks" | "states", label: string, values: readonly string[]): TemplateResult => html`
    <div class="group" role="group" aria-label=${label}>
      <span class="label" aria-hidden="true">${label}</span>
      ${values.map(
        (value) => html`<button
          class="chip"
          aria-pressed=${filter[kind].includes(value)}
          @click=${() => toggle(kind, value)}
        >${value}</button>`,
      )}
    </div>`;
  return html`<div class="filters">
    <input
      type="search"
      aria-label="Find tools, servers and policies"
      placeholder="Find tools, servers, policies"
      .value=${filter.text}
      @input=${({ target }: InputEvent) => setFilter({ ...filter, text: (target as HTMLInputElement).value })}
    />
    ${group("risks", "Risk", riskOrder)} ${group("states", "State", stateOrder)}
    <button class="plain" @click=${() => send("export")}>Export…</button>
  </div>`;
}
