import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { DeniedResponse, SimulatedStep } from "../../../../server/src/protocol/simulation";
import { visibleLines } from "../state/visibleState";
import type { Page } from "./page";

const eraNames = (): Readonly<Record<DeniedResponse["era"], string>> => ({
  modern: l10n.t("MCP 2026-07-28 and later"),
  legacy: l10n.t("Earlier MCP"),
});

/** The era that was looked at last; it stays chosen from call to call. */
let chosen: DeniedResponse["era"] = "modern";

/** The result that the agent gets, in each era of MCP, the newer first. */
export function responsesView(page: Page, { responses, response }: SimulatedStep): TemplateResult | typeof nothing {
  const shown = responses.find(({ era }) => era === chosen) ?? responses[0];
  const result = shown?.result ?? response;
  if (result === null) {
    return nothing;
  }
  const choose = (era: DeniedResponse["era"]) => {
    chosen = era;
    page.redraw();
  };
  return html`<details
    .open=${page.isOpen("response")}
    @toggle=${(event: Event) => page.setOpen("response", (event.currentTarget as HTMLDetailsElement).open)}
  >
    <summary>${l10n.t("Response as JSON")}</summary>
    ${
      responses.length < 2
        ? nothing
        : html`<div role="tablist" class="tabs" aria-label=${l10n.t("Version of MCP")} @keydown=${tabKeys(responses, choose)}>
            ${responses.map(
              ({ era }) =>
                html`<button
                  role="tab"
                  id="era-${era}"
                  aria-controls="response"
                  aria-selected=${era === shown?.era}
                  tabindex=${era === shown?.era ? 0 : -1}
                  @click=${() => choose(era)}
                >
                  ${eraNames()[era]}
                </button>`,
            )}
          </div>`
    }
    <pre
      id="response"
      role=${responses.length < 2 ? "group" : "tabpanel"}
      class="json"
      tabindex="0"
      aria-label=${l10n.t`Response as JSON${shown === undefined ? "" : `, ${eraNames()[shown.era]}`}`}
    >${visibleLines(JSON.stringify(result, null, 2))}</pre>
  </details>`;
}

/** Arrow keys go from tab to tab; the focus goes along. */
function tabKeys(
  responses: readonly DeniedResponse[],
  choose: (era: DeniedResponse["era"]) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    const list = event.currentTarget as HTMLElement;
    const at = responses.findIndex(({ era }) => era === chosen);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: responses.length - 1 }[event.key];
    const target = to === undefined ? undefined : responses[(to + responses.length) % responses.length];
    if (target === undefined) return;
    event.preventDefault();
    choose(target.era);
    list.querySelector<HTMLElement>(`#era-${target.era}`)?.focus();
  };
}
