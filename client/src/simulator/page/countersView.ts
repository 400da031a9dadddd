import * as l10n from "@vscode/l10n";
import { html, nothing, svg, type TemplateResult } from "lit";
import type { CounterEntry, SimulatedStep } from "../../../../server/src/protocol/simulation";
import { counted } from "../../shared/words/counted";
import { grouped } from "../../shared/words/grouped";
import { perWindow } from "../../shared/words/perWindow";
import { instantFrom, percentage } from "./format";

/** The counters of the selected call's limits, as they stand after it. */
export function countersView(step: SimulatedStep | null): TemplateResult | typeof nothing {
  if (step === null || step.counters.length === 0) {
    return nothing;
  }
  return html`<section class="counters" aria-labelledby="counters-title">
    <h2 id="counters-title" class="section-title">${l10n.t("Counters")} <span class="quiet">${l10n.t("after this call, times in UTC")}</span></h2>
    ${step.counters.map((counter) => counterView(counter, step.at))}
    ${step.moreCounters > 0 ? html`<p class="quiet">${l10n.t`and ${grouped(step.moreCounters)} more`}</p>` : nothing}
  </section>`;
}

function counterView({ key, window, value, max, resetsAt, uncounted = 0 }: CounterEntry, at: string): TemplateResult {
  const full = value >= max;
  return html`<div class="counter ${full ? "full" : ""}">
    <p class="counter-head">
      <code title=${key}>${key}</code>
      <span class="counter-numbers"><strong>${grouped(value)}</strong> ${l10n.t`of ${grouped(max)} ${perWindow(window)}`}${full ? l10n.t(", used up") : ""}${uncounted > 0 ? l10n.t`, and ${counted(uncounted, "call")} not known` : ""}</span>
      <span class="counter-reset quiet">${l10n.t`until ${instantFrom(resetsAt, at)}`}</span>
    </p>
    <div
      role="meter"
      class="bar"
      aria-label=${key}
      aria-valuemin="0"
      aria-valuemax=${max}
      aria-valuenow=${Math.min(value, max)}
      aria-valuetext="${grouped(value)} ${l10n.t`of ${grouped(max)} ${perWindow(window)}`}${uncounted > 0 ? l10n.t`, and ${counted(uncounted, "call")} not known` : ""}"
    >
      ${bar(percentage(value, max))}
    </div>
  </div>`;
}

/** Drawn as SVG, because the content security policy has no place for a style attribute. */
function bar(percent: number): TemplateResult<2> {
  return svg`<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width=${percent} height="1"/></svg>`;
}
