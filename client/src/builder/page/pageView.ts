import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { detailView } from "./detailView";
import { headerView } from "./headerView";
import { listView } from "./listView";
import type { Page } from "./page";

/** The whole page: what is shown above, the tools, and the rules of the chosen one. */
export function pageView(page: Page): TemplateResult {
  const { notBuilt } = page.state.policy;
  if (notBuilt !== null)
    return html`<div class="not-built">
      <h1>${page.state.policyName}</h1>
      <p role="alert">${notBuilt}</p>
      <button class="command" @click=${() => page.send({ type: "run", command: "text" })}>${l10n.t("Open as Text")}</button>
    </div>`;
  return html`${headerView(page)}
    ${
      page.refused === ""
        ? nothing
        : html`<p class="refused" role="alert">${page.refused} <button class="link" @click=${page.clearRefusal}>${l10n.t("Close")}</button></p>`
    }
    <div class="columns">${listView(page)} ${detailView(page)}</div>`;
}
