import * as l10n from "@vscode/l10n";
import { andList } from "../../shared/words/andList";
import { stateName } from "../../shared/words/stateName";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import { html, nothing, type TemplateResult } from "lit";
import type { ChangedLine } from "../../../../server/src/protocol/decisionChanges";
import type { SimulatedStep } from "../../../../server/src/protocol/simulation";
import { changedParts } from "../state/changedParts";
import type { PossibleChange } from "../state/messages";
import { failIcon, passIcon } from "./icons";
import type { Page } from "./page";

/** The smallest edits of the policy that would change the decision. Each is shown before anything is changed. */
export function changesView(page: Page, step: SimulatedStep | null): TemplateResult | typeof nothing {
  // Of a decision that is not known no edit is known to change it.
  if (step === null || step.decision === "unknown") {
    return nothing;
  }
  const turned = step.decision === "allow" ? "deny" : "allow";
  return html`<details
    class="changes"
    .open=${page.isOpen("changes")}
    @toggle=${(event: Event) => {
      const { open } = event.currentTarget as HTMLDetailsElement;
      page.setOpen("changes", open);
      page.send({ type: "want-changes", wanted: open });
    }}
  >
    <summary>${l10n.t("What would change this decision")}</summary>
    ${answer(page, turned)}
  </details>`;
}

function answer(page: Page, turned: "allow" | "deny"): TemplateResult {
  const { changes } = page.state;
  if (changes === null) {
    return html`<p class="quiet">${l10n.t("Trying edits…")}</p>`;
  }
  if (changes === "failed") {
    return html`<p class="quiet">${l10n.t("The language server did not answer.")}</p>`;
  }
  if (changes.length === 0) {
    return html`<p class="quiet">${turned === "allow" ? l10n.t("No small edit of this policy would allow this call.") : l10n.t("No small edit of this policy would deny this call.")}</p>`;
  }
  return html`<p class="quiet">${l10n.t("Each was tried on all calls. Nothing changes before you apply it.")}</p>
    <ul class="change-list">
      ${changes.map((change, index) => changeItem(page, change, index))}
    </ul>`;
}

function changeItem(page: Page, change: PossibleChange, index: number): TemplateResult {
  const isShown = page.shownChange === change.title;
  return html`<li class="change">
    <button
      class="change-title"
      aria-expanded=${isShown}
      aria-controls="change-${index}"
      @click=${() => page.showChange(isShown ? null : change.title)}
    >
      <span class="twistie" aria-hidden="true">${isShown ? "▾" : "▸"}</span>
      <span>${change.title}</span>
    </button>
    ${
      isShown
        ? html`<div id="change-${index}" class="change-preview">
            <p class=${change.decision === "allow" ? "pass" : "fail"}>
              <span class="check-icon">${change.decision === "allow" ? passIcon : failIcon}</span>
              <span>${change.summary}</span>
            </p>
            ${change.alsoTurns.length === 0 ? nothing : html`<p class="quiet">${alsoTurns(page, change.alsoTurns)}</p>`}
            ${linesView(change.lines)}
            <div class="actions">
              <vscode-button @click=${() => page.send({ type: "apply-change", index })}>${l10n.t("Apply to policy")}</vscode-button>
              <vscode-button secondary @click=${() => page.send({ type: "compare-change", index })}>
                ${l10n.t("Compare in editor")}
              </vscode-button>
            </div>
          </div>`
        : nothing
    }
  </li>`;
}

const mostNamed = 8;

function alsoTurns({ state }: Page, indices: readonly number[]): string {
  const named = indices.map((index) => {
    const was = state.calls[index]?.decision;
    const becomes = was === "allow" ? stateName("denied") : was === "deny" ? stateName("allowed") : l10n.t("decided");
    return l10n.t`call ${index + 1} (${becomes})`;
  });
  return l10n.t`Also changes ${andList(named, mostNamed)}.`;
}

const signs = { same: " ", removed: "-", added: "+" } as const;
const words = () => ({ same: "", removed: l10n.t("Removed: "), added: l10n.t("Added: ") });

/** The changed lines; sign and word say what the colour says. */
function linesView(lines: readonly ChangedLine[]): TemplateResult {
  return html`<div class="lines mono" role="group" aria-label=${l10n.t("Changed lines of the policy")} tabindex="0">
    ${changedParts(lines).map(
      ({ kind, line, before, changed, after }) =>
        html`<div class="line ${kind}">
          <span class="line-number">${line + 1}</span><span class="line-sign" aria-hidden="true">${signs[kind]}</span
          ><span class="unseen">${words()[kind]}</span><code>${before}<mark>${changed}</mark>${after}</code>
        </div>`,
    )}
  </div>`;
}
