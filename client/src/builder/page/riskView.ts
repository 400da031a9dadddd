import { html, type TemplateResult } from "lit";
import { riskSymbol } from "../../shared/page/riskSymbol";
import { categoryName } from "../../shared/words/categoryName";
import { riskInWords } from "../../shared/words/riskWords";

/** A risk as a symbol and in words. */
export function riskView(risk: string, category: string): TemplateResult {
  return html`<span class="risk" data-risk=${risk}><span aria-hidden="true">${riskSymbol(risk)}</span> ${riskWords(risk, category)}</span>`;
}

/** A risk in words. */
export function riskWords(risk: string, category: string): string {
  return risk === "Unknown" ? riskInWords(risk) : `${categoryName(category)} · ${riskInWords(risk)}`;
}
