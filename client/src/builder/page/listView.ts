import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { BuilderRow } from "../../../../server/src/protocol/builder";
import { counted } from "../../shared/words/counted";
import { grouped } from "../../shared/words/grouped";
import type { Line } from "../state/shownRows";
import { lineHeight, visibleWindow } from "../state/visibleWindow";
import { changeFor, choiceButtons, choices } from "./choices";
import { listKeys } from "./listKeys";
import type { Page } from "./page";
import { riskView, riskWords } from "./riskView";

/** The tools as a grid: only the lines near the visible ones are drawn, so that a thousand scroll like ten. */
export function listView(page: Page): TemplateResult {
  const { lines, active, scrolled, height } = page;
  const { from, to, above, below } = visibleWindow(scrolled, height, lineHeight, lines.length);
  const drawn = lines.slice(from, to).map((line, index) => ({ line, index: from + index }));
  const isDrawn = active >= from && active < to;
  return html`<div
    id="list"
    class="list"
    role="grid"
    tabindex="0"
    aria-label=${l10n.t("Tools. Arrow keys move, Enter opens the rules, Space selects. A allows, D denies, H hides, R writes what is recommended, X removes the rule.")}
    aria-rowcount=${lines.length}
    aria-multiselectable="true"
    aria-activedescendant=${isDrawn ? `line-${active}` : nothing}
    @keydown=${listKeys(page)}
    @scroll=${page.scrolledTo}
  >
    <div role="presentation" .style=${`height:${above}px`}></div>
    ${repeat(
      drawn,
      ({ line }) => line.key,
      ({ line, index }) => lineView(page, line, index),
    )}
    <div role="presentation" .style=${`height:${below}px`}></div>
  </div>`;
}

function lineView(page: Page, line: Line, index: number): TemplateResult {
  const active = index === page.active ? "active" : "";
  switch (line.kind) {
    case "policy":
      return html`<div
        id="line-${index}"
        class="line policy ${active} ${page.state.tool === null ? "open" : ""}"
        role="row"
        aria-rowindex=${index + 1}
        @click=${() => page.activate(index)}
      >
        <div class="name" role="gridcell"><span class="clip">${l10n.t("Whole policy")}</span><span class="quiet">${l10n.t("Default, and limits over all tools")}</span></div>
      </div>`;
    case "heading":
      return html`<div id="line-${index}" class="line heading ${active}" role="row" aria-rowindex=${index + 1} @click=${() => page.activate(index)}>
        <div role="gridcell" class="heading-words">
          ${riskView(line.risk, line.category)} <span class="quiet">${counted(line.tools.length, "tool")}</span>
        </div>
        <div role="gridcell">
          <button
            class="link"
            tabindex="-1"
            title=${l10n.t("R in the list")}
            @click=${(event: Event) => {
              event.stopPropagation();
              page.change({ kind: "choose", tools: line.tools, choice: "recommended" });
            }}
          >
            ${line.tools.length === 1 ? l10n.t("Recommended for it") : l10n.t`Recommended for all ${grouped(line.tools.length)}`}
          </button>
        </div>
      </div>`;
    case "tool":
      return toolLine(page, line.row, index, active);
  }
}

function toolLine(page: Page, row: BuilderRow, index: number, active: string): TemplateResult {
  const isMarked = page.marked.has(row.name);
  const name = visibleText(row.name);
  const findings = row.findings === 0 ? "" : counted(row.findings, "finding");
  const chosen = choices().find(({ choice }) => choice === row.choice)?.label ?? "";
  return html`<div
    id="line-${index}"
    class="line tool ${active} ${page.state.tool === row.name ? "open" : ""}"
    role="row"
    aria-rowindex=${index + 1}
    aria-selected=${isMarked}
    aria-label=${[name, riskWords(row.risk, row.category), chosen, row.stateInShort, findings].filter(Boolean).join(", ")}
    data-tool=${row.name}
    @click=${() => page.activate(index)}
  >
    <div role="gridcell" class="mark">
      <input
        type="checkbox"
        tabindex="-1"
        aria-label=${l10n.t`Select ${name}`}
        .checked=${isMarked}
        @click=${(event: Event) => event.stopPropagation()}
        @change=${(event: Event) => page.mark([row.name], (event.target as HTMLInputElement).checked)}
      />
    </div>
    <div role="gridcell" class="name" title=${row.summary === "" ? name : `${name}\n\n${row.summary}`}>
      <span class="clip tool-name">${name}</span>
      <span class="quiet"><span class="follows">${row.stateInShort}</span>${row.known ? (row.summary === "" ? "" : ` · ${row.summary}`) : l10n.t(" · only in the policy")}</span>
    </div>
    <div role="gridcell" class="found ${row.worst ?? ""}" title=${findings}>${row.findings === 0 ? nothing : html`<span aria-hidden="true">${row.worst === "error" ? "✕" : row.worst === "warning" ? "⚠" : "ℹ"}</span> ${row.findings}<span class="unseen"> ${row.findings === 1 ? l10n.t("finding") : l10n.t("findings")}</span>`}</div>
    <div role="gridcell" class="choose">
      ${choiceButtons(
        row.choice,
        (choice) => {
          const change = changeFor([row.name], choice);
          page.activate(index);
          if (change === undefined) page.focus("detail");
          else {
            page.change(change);
            page.focus("list");
          }
        },
        true,
      )}
    </div>
  </div>`;
}
