import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { SimulatedStep } from "../../../../server/src/protocol/simulation";
import { counted } from "../../shared/words/counted";
import { stateName } from "../../shared/words/stateName";
import { assumptionText } from "./assumptions";
import type { Page } from "./page";

/** The readings of the gateway's documentation that the decision rests on. */
export function assumptionsView(page: Page, step: SimulatedStep | null): TemplateResult | typeof nothing {
  if (step === null || step.assumptions.length === 0) {
    return nothing;
  }
  return html`<details
    class="assumptions"
    .open=${page.isOpen("assumptions")}
    @toggle=${(event: Event) => page.setOpen("assumptions", (event.currentTarget as HTMLDetailsElement).open)}
  >
    <summary>
      ${l10n.t`Rests on ${counted(step.assumptions.length, "assumption")}`}${step.otherReadings.length > 0 ? l10n.t(", and would change with another reading") : ""}
    </summary>
    <p class="quiet">${l10n.t("The gateway's documentation leaves these points open. This is how they are read here.")}</p>
    <dl>
      ${step.assumptions.map((name) => {
        const { title, explanation } = assumptionText(name);
        return html`<dt>${title}</dt>
          <dd>${explanation} ${otherDecisions(step, name)}</dd>`;
      })}
    </dl>
  </details>`;
}

/** What the gateway would decide if it reads the point otherwise, where that changes the decision. */
function otherDecisions(step: SimulatedStep, name: string): readonly TemplateResult[] {
  return step.otherReadings
    .filter(({ assumption }) => assumption === name)
    .map(
      ({ reading, decision }) =>
        html`<strong>${l10n.t`Read otherwise (${reading}), this call would be ${stateName(decision)}.`}</strong> `,
    );
}
