import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { SimulatedStep, TraceEntry } from "../../../../server/src/protocol/simulation";
import { failIcon, passIcon, skipIcon, unknownIcon } from "./icons";
import { listKeys } from "./listbox";
import type { Page } from "./page";

const outcomes = () =>
  ({
    pass: { word: l10n.t("Passed"), icon: passIcon },
    fail: { word: l10n.t("Failed"), icon: failIcon },
    skipped: { word: l10n.t("Skipped"), icon: skipIcon },
    unknown: { word: l10n.t("Not known"), icon: unknownIcon },
  }) as const;

/** Every check of the selected call, in order. Selecting one marks its text in the policy. */
export function checksView(page: Page, step: SimulatedStep | null): TemplateResult | typeof nothing {
  if (step === null || step.trace.length === 0) {
    return nothing;
  }
  const { trace } = step;
  const { selectedCheck } = page.state;
  const select = (index: number) => page.send({ type: "select-check", index });
  const failed = trace.findIndex(({ outcome }) => outcome === "fail" || outcome === "unknown");
  const reachable = selectedCheck ?? Math.max(0, failed);
  return html`<section class="checks" aria-labelledby="checks-title">
    <h2 id="checks-title" class="section-title">${l10n.t("Checks")} <span class="quiet">${l10n.t("in order")}</span></h2>
    <div role="listbox" class="list" aria-label=${l10n.t("Checks; selecting one marks its text in the policy")} @keydown=${listKeys(select)}>
      ${trace.map((entry, index) => checkRow(entry, index === selectedCheck, index === reachable, () => select(index)))}
    </div>
  </section>`;
}

function checkRow(entry: TraceEntry, selected: boolean, reachable: boolean, select: () => void): TemplateResult {
  const { word, icon } = outcomes()[entry.outcome];
  return html`<div
    role="option"
    class="row check ${entry.outcome}"
    aria-selected=${selected}
    tabindex=${reachable ? 0 : -1}
    title=${entry.range === null ? l10n.t("No text of the policy states this check") : l10n.t("Show its text in the policy")}
    @click=${select}
  >
    <span class="check-icon">${icon}</span>
    <span class="check-words">
      <span class="check-name">${entry.check}</span>
      <span class="check-detail">${entry.detail}</span>
    </span>
    <span class="outcome">${word}</span>
  </div>`;
}
