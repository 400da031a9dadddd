import { html, nothing, type TemplateResult } from "lit";
import type { SimulatedStep } from "../../../../server/src/wire";
import { assumptionText } from "./assumptions";
import { counted } from "./format";
import type { Page } from "./page";

/** The readings of the gateway's documentation that the verdict rests on. */
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
          <dd>${explanation} ${otherVerdict(step, name)}</dd>`;
      })}
    </dl>
  </details>`;
}

/** What the gateway would decide if it reads the point otherwise, where that changes the verdict. */
function otherVerdict(step: SimulatedStep, name: string): TemplateResult | typeof nothing {
  const other = step.otherReadings.find(({ assumption }) => assumption === name);
  if (other === undefined) {
    return nothing;
  }
  const verdict = other.decision === "allow" ? "allowed" : "denied";
  return html`<strong>Read otherwise (${other.reading}), this call would be ${verdict}.</strong>`;
}
