import { html, type TemplateResult } from "lit";

const riskSymbols: ReadonlyMap<string, string> = new Map([
  ["Low", "○"],
  ["Medium", "●"],
  ["High", "▲"],
  ["Critical", "■"],
]);

/** A risk as a symbol and in words. */
export function riskView(risk: string, category: string): TemplateResult {
  return html`<span class="risk" data-risk=${risk}><span aria-hidden="true">${riskSymbols.get(risk) ?? "?"}</span> ${riskWords(risk, category)}</span>`;
}

/** A risk in words. */
export function riskWords(risk: string, category: string): string {
  return risk === "Unknown" ? "Unknown risk" : `${category} · ${risk} risk`;
}
