import * as l10n from "@vscode/l10n";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, nothing, type TemplateResult } from "lit";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { BuilderCondition } from "../../../../server/src/protocol/builder";
import type { Page } from "./page";

/** Values that the condition is tried on while it is typed: those of the tool's schema, and one that a person types. */
export function triesView(
  page: Page,
  about: string,
  { path, op, value }: BuilderCondition,
  samples: readonly string[],
): TemplateResult {
  const tries = page.tries.get(about) ?? [];
  const ask = (next: readonly string[]): void =>
    page.send({ type: "try", about, condition: { path, op, value }, samples: next });
  return html`<label class="try"
      ><span class="quiet">${l10n.t("Try a value")}</span>
      <vscode-textfield
        .label=${l10n.t("Value to try")}
        .value=${samples[0] ?? ""}
        @focus=${() => ask(samples)}
        @input=${(event: Event) => {
          const sample = (event.target as HTMLInputElement).value;
          page.setSamples(sample);
          ask(sample === "" ? [] : [sample]);
        }}
      ></vscode-textfield>
    </label>
    ${
      tries.length === 0
        ? nothing
        : html`<ul class="tries" aria-live="polite">
            ${tries.map(
              ({ value: tried, outcome, why }) =>
                html`<li class=${outcome.replaceAll(" ", "-")}>
                  <span aria-hidden="true">${outcome === "holds" ? "✓" : outcome === "does not hold" ? "✕" : "?"}</span>
                  <code>${visibleText(String(tried))}</code> ${outcomeName(outcome)}${why === "" ? "" : `: ${why}`}
                </li>`,
            )}
          </ul>`
    }`;
}

function outcomeName(outcome: string): string {
  switch (outcome) {
    case "holds":
      return l10n.t("holds");
    case "does not hold":
      return l10n.t("does not hold");
    default:
      return outcome;
  }
}
