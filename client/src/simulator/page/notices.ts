import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { infoIcon, warningIcon } from "./icons";
import type { Page } from "./page";

/** The sentence about the simulation itself, with what can be done about it. */
export function noticeView({ state, send }: Page): TemplateResult {
  const { notice } = state;
  const button = (label: string, type: "open-policy" | "retry") =>
    html`<vscode-button secondary @click=${() => send({ type })}>${label}</vscode-button>`;
  return html`<div role="status" class="notice-place">
    ${
      notice === null
        ? nothing
        : html`<div class="banner info">
            ${infoIcon}
            <p>${notice.text}</p>
            ${notice.action === "open-policy" ? button(l10n.t`Open ${state.policyName}`, notice.action) : nothing}
            ${notice.action === "retry" ? button(l10n.t("Try again"), notice.action) : nothing}
          </div>`
    }
  </div>`;
}

/** The warning that the gateway would not take this policy, with the first reasons. */
export function problemsView({ state, send }: Page): TemplateResult | typeof nothing {
  const { total, inWords, first } = state.problems;
  if (total === 0) {
    return nothing;
  }
  const more = total - first.length;
  return html`<section class="banner warning" aria-labelledby="problems-title">
    ${warningIcon}
    <div>
      <h2 id="problems-title" class="banner-title">
        ${inWords}
      </h2>
      <ul class="problems">
        ${first.map(
          (message, index) => html`<li>
            <button class="link" @click=${() => send({ type: "reveal-problem", index })}>${message}</button>
          </li>`,
        )}
      </ul>
      ${more > 0 ? html`<p class="quiet">${l10n.t`and ${more} more`}</p>` : nothing}
    </div>
  </section>`;
}
