import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import { assumptionsView } from "./assumptionsView";
import { attacksView } from "./attacksView";
import { callForm } from "./callForm";
import { callsView } from "./callsView";
import { changesView } from "./changesView";
import { checksView } from "./checksView";
import { countersView } from "./countersView";
import { decisionView, pinnedDecision } from "./decisionView";
import { noticeView, problemsView } from "./notices";
import type { Page } from "./page";
import { timelineView } from "./timeline/timelineView";

/** The whole page: the decision first, then what is called, then why it came out so. */
export function pageView(page: Page): TemplateResult {
  const step = page.shown?.step ?? null;
  const waits = page.shown !== page.state.selected;
  return html`
    <h1 class="unseen">${l10n.t`Simulated calls, decided by ${page.state.policyName}`}</h1>
    ${noticeView(page)}
    ${pinnedDecision(page)}
    <div class="layout ${waits ? "waits" : ""}" aria-busy=${waits}>
      <div class="top">${decisionView(page)} ${problemsView(page)}</div>
      ${callForm(page)}
      <div class="reasons">
        ${attacksView(page)} ${checksView(page, step)} ${changesView(page, step)} ${countersView(step)} ${assumptionsView(page, step)}
      </div>
      ${callsView(page)} ${timelineView(page)}
    </div>
  `;
}
