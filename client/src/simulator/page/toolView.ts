import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { riskSymbol } from "../../shared/page/riskSymbol";
import { categoryName } from "../../shared/words/categoryName";
import { riskInWords } from "../../shared/words/riskWords";
import type { Page } from "./page";

/** The tool that the next call goes to and what is known of it. The control opens VS Code's own list of tools. */
export function toolView({ state, send }: Page): TemplateResult {
  const { tool } = state;
  const facts = tool?.facts ?? null;
  const name = tool?.name ?? l10n.t("none chosen");
  return html`<div class="field">
    <h2 class="label" id="tool-label">${l10n.t("Tool")}</h2>
    <button
      class="tool"
      aria-label=${l10n.t`Tool ${name}. Choose another`}
      aria-haspopup="dialog"
      title=${`${name}\n\n${l10n.t("Choose another tool")}`}
      @click=${() => send({ type: "choose-tool" })}
    >
      <span class="tool-name">${name}</span>
      <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor"><path d="m3.5 6 4.5 4.5L12.5 6" /></svg>
    </button>
    ${facts === null ? nothing : factsView(facts.risk, facts.category, facts.summary)}
  </div>`;
}

function factsView(risk: string, category: string, summary: string): TemplateResult {
  const known = riskSymbol(risk) !== "?";
  const words = [riskInWords(known ? risk : "Unknown"), category === "Unknown" ? "" : categoryName(category)].filter(
    (word) => word !== "",
  );
  return html`<p class="tool-facts">
    <span class="risk" data-risk=${known ? risk : "Unknown"}><span aria-hidden="true">${riskSymbol(risk)}</span> ${words.join(" · ")}</span>
    <span class="quiet">${summary}</span>
  </p>`;
}
