import { html, nothing, type TemplateResult } from "lit";
import { counted } from "../../../../server/src/policy/words/plain/plural";
import type { SimulatedStep } from "../../../../server/src/protocol/simulation";
import { assumptionText } from "./assumptions";
import { decisionInWords } from "./decisionInWords";
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
      Rests on ${counted(step.assumptions.length, "assumption")}${step.otherReadings.length > 0 ? ", and would change with another reading" : ""}
    </summary>
    <p class="quiet">The gateway's documentation leaves these points open. This is how they are read here.</p>
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
        html`<strong>Read otherwise (${reading}), this call would be ${decisionInWords(decision)}.</strong> `,
    );
}
