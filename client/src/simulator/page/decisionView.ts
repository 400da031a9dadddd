import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { SimulatedStep } from "../../../../server/src/protocol/simulation";
import { stateName } from "../../shared/words/stateName";
import type { SelectedCall } from "../state/messages";
import { withoutDecision } from "../state/withoutDecision";
import { dateOf, timeOf } from "./format";
import { failIcon, passIcon, pendingIcon, unknownIcon } from "./icons";
import type { Page } from "./page";
import { responsesView } from "./responsesView";

/** The decision on the selected call, large and in words, and what the agent gets to see of it. */
export function decisionView(page: Page): TemplateResult {
  const { shown: selected } = page;
  const { calls } = page.state;
  const step = selected?.step ?? null;
  const { kind, icon, word } = shownDecision(page);
  const row = selected === null ? undefined : calls[selected.index];
  return html`<section class="decision ${kind}" aria-label=${l10n.t("Decision")}>
    ${keyed(`${selected?.index}/${calls.length}`, html`<div class="glow"></div>`)}
    <div class="decision-head">
      <span class="decision-icon">${icon}</span>
      <div role="status" aria-live="polite" aria-atomic="true">
        <p class="decision-word">
          ${selected === null ? nothing : html`<span class="unseen">${l10n.t`Call ${selected.index + 1}`}: </span>`}${word}
        </p>
        <p class="decision-summary">${step === null ? (selected === null ? emptySentence(page) : nothing) : whyOf(step)}</p>
      </div>
    </div>
    ${
      row?.was
        ? html`<p class="changed">
            ${l10n.t`Was ${stateName(row.was)} when the call was made. The policy has been edited since.`}
          </p>`
        : nothing
    }
    ${step === null || step.doubt === null ? nothing : html`<p class="doubt">${unknownIcon}<span>${l10n.t("Denied in any case, but perhaps by an earlier check.")} ${step.doubt}</span></p>`}
    ${step === null || step.rule === "" ? nothing : ruleView(step.rule)}
    ${selected === null ? nothing : callLine(selected, calls.length)}
    ${step?.decision === "deny" ? agentView(page, step) : nothing}
  </section>`;
}

/** The decision in one line at the top of the window, while the decision itself is out of sight. It says nothing new. */
export function pinnedDecision(page: Page): TemplateResult {
  const { shown } = page;
  const { kind, icon, word } = shownDecision(page);
  return html`<div class="pinned-place" aria-hidden="true">
    <div class="pinned ${kind}">
      <span class="decision-icon">${icon}</span><strong>${word}</strong>
      <span class="clip">${shown?.step?.summary ?? ""}</span>
      ${shown === null ? nothing : html`<span class="quiet">${l10n.t`Call ${shown.index + 1}`}</span>`}
    </div>
  </div>`;
}

function shownDecision({ shown: call, state }: Page): { kind: string; icon: TemplateResult<2>; word: string } {
  const step = call?.step ?? null;
  if (step === null)
    return { kind: "pending", icon: pendingIcon, word: call === null ? l10n.t("No call yet") : withoutDecision(state) };
  switch (step.decision) {
    case "allow":
      return { kind: "allowed", icon: passIcon, word: l10n.t("ALLOWED") };
    case "deny":
      return { kind: "denied", icon: failIcon, word: l10n.t("DENIED") };
    case "unknown":
      return { kind: "unknown", icon: unknownIcon, word: l10n.t("NOT KNOWN") };
  }
}

/** The decision in words; where a condition decided, what was found as well: "deny_if 2 holds" alone says little. */
function whyOf({ summary, reason, trace }: SimulatedStep): string {
  const isByCondition = reason.kind === "require" || (reason.kind === "deny_if" && reason.always !== true);
  const detail = isByCondition ? trace.find(({ outcome }) => outcome === "fail")?.detail : undefined;
  return detail === undefined ? summary : `${summary} ${detail}`;
}

function emptySentence({ state }: Page): string {
  return state.tool === null
    ? l10n.t("Choose a tool to simulate a call.")
    : l10n.t("All counters are 0. Call the tool to see how the policy decides.");
}

function ruleView(rule: string): TemplateResult {
  return html`<p class="rule"><span class="quiet">${l10n.t("Rule")}</span> <code title=${rule}>${rule}</code></p>`;
}

function callLine({ index, tool, at, grant }: SelectedCall, total: number): TemplateResult {
  return html`<p class="call-line quiet">
    <span>${l10n.t`Call ${index + 1} of ${total}`}</span><span class="clip mono" title=${tool}>${tool}</span
    ><span title=${at}>${dateOf(at)} ${timeOf(at)} UTC</span><span class="clip" title=${grant}>${l10n.t`grant ${grant}`}</span>
  </p>`;
}

function agentView(page: Page, step: SimulatedStep): TemplateResult {
  return html`
    ${
      step.message === null
        ? nothing
        : html`<h2 id="message-title" class="small-title">${l10n.t("The agent reads")}</h2>
            <p class="message" tabindex="0" role="group" aria-labelledby="message-title">${step.message}</p>`
    }
    ${responsesView(page, step)}
  `;
}
