import { html, nothing, svg, type TemplateResult } from "lit";
import { counted } from "../../../../server/src/policy/words/plain/plural";
import type { CounterEntry, SimulatedStep } from "../../../../server/src/protocol/simulation";
import { instantFrom, percentage } from "./format";

const perWindow = { minute: "a minute", hour: "an hour", day: "a day" } as const;

/** The counters of the selected call's limits, as they stand after it. */
export function countersView(step: SimulatedStep | null): TemplateResult | typeof nothing {
  if (step === null || step.counters.length === 0) {
    return nothing;
  }
  return html`<section class="counters" aria-labelledby="counters-title">
    <h2 id="counters-title" class="section-title">Counters <span class="quiet">after this call, times in UTC</span></h2>
    ${step.counters.map((counter) => counterView(counter, step.at))}
    ${step.moreCounters > 0 ? html`<p class="quiet">and ${step.moreCounters.toLocaleString("en")} more</p>` : nothing}
  </section>`;
}

function counterView({ key, window, value, max, resetsAt, uncounted = 0 }: CounterEntry, at: string): TemplateResult {
  const full = value >= max;
  return html`<div class="counter ${full ? "full" : ""}">
    <p class="counter-head">
      <code title=${key}>${key}</code>
      <span class="counter-numbers"><strong>${value}</strong> of ${max} ${perWindow[window]}${full ? ", used up" : ""}${uncounted > 0 ? `, and ${counted(uncounted, "call")} not known` : ""}</span>
      <span class="counter-reset quiet">until ${instantFrom(resetsAt, at)}</span>
    </p>
    <div
      role="meter"
      class="bar"
      aria-label=${key}
      aria-valuemin="0"
      aria-valuemax=${max}
      aria-valuenow=${Math.min(value, max)}
      aria-valuetext="${value} of ${max} ${perWindow[window]}${uncounted > 0 ? `, and ${counted(uncounted, "call")} not known` : ""}"
    >
      ${bar(percentage(value, max))}
    </div>
  </div>`;
}

/** Drawn as SVG, because the content security policy has no place for a style attribute. */
function bar(percent: number): TemplateResult<2> {
  return svg`<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width=${percent} height="1"/></svg>`;
}
