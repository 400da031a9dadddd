import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { BuilderDetail, BuilderRow } from "../../../../server/src/protocol/builder";
import { changeFor, choiceButtons } from "./choices";
import { entriesView } from "./conditionsView";
import { limitsView } from "./limitsView";
import { detailOf, type Page, rowOf } from "./page";
import { riskView } from "./riskView";

/** The rules of the chosen tool, or of the policy as a whole. */
export function detailView(page: Page): TemplateResult {
  const detail = detailOf(page);
  const row = rowOf(page);
  const title = page.state.tool === null ? l10n.t("Whole policy") : visibleText(page.state.tool);
  return html`<section
    id="detail"
    class="detail"
    aria-label=${l10n.t`Rules of ${title}`}
    aria-busy=${detail === null}
    @keydown=${{ handleEvent: (event: KeyboardEvent) => leave(event, page), capture: true }}
  >
    <h2 tabindex="-1">${title}</h2>
    ${
      detail === null
        ? nothing
        : keyed(
            `${page.state.tool} ${page.refusals}`,
            html`${detail.tool === null ? defaultView(page) : toolView(page, detail, row)} ${findingsView(page, detail)}
            ${detail.tool === null ? nothing : entriesView(page, detail)} ${limitsView(page, detail)}
            ${onlyInTextView(page, detail)}`,
          )
    }
  </section>`;
}

/** Escape leads back to the list, unless it closes options. Asked before the control: one whose options are closed takes the key. */
function leave({ key, target }: KeyboardEvent, page: Page): void {
  const isOpen = target instanceof HTMLElement && "open" in target && target.open === true;
  if (key === "Escape" && !isOpen) page.focus("list");
}

function toolView(page: Page, detail: BuilderDetail, row: BuilderRow | undefined): TemplateResult {
  if (row === undefined)
    return html`<p class="quiet">${l10n.t("This tool is neither in the policy nor in the server's list.")}</p>`;
  return html`<p>${riskView(row.risk, row.category)}${row.known ? nothing : html` <span class="quiet">${l10n.t("Only the policy names it.")}</span>`}</p>
    ${detail.summary === "" ? nothing : html`<p class="quiet">${detail.summary}</p>`}
    ${choiceButtons(
      row.choice,
      (choice) => {
        const change = changeFor([row.name], choice);
        if (change !== undefined) page.change(change);
      },
      false,
    )}
    <p class="state" role="status">${detail.stateInWords}</p>
    ${
      row.recommended === ""
        ? html`<p class="quiet">${l10n.t("Nothing is recommended: what it does is not known.")}</p>`
        : html`<p>
            <span class="quiet">${l10n.t("Recommended:")}</span> ${row.recommended}.
            ${useRecommended(page, row)}
          </p>`
    }
    ${
      detail.range === null
        ? nothing
        : html`<button class="link" @click=${() => page.send({ type: "reveal", place: { kind: "tool", index: 0 } })}>${l10n.t("Show in the text")}</button>`
    }`;
}

/** Uses what is recommended, and says what becomes of conditions and limits that are there. */
function useRecommended(page: Page, { name, standing, choice }: BuilderRow): TemplateResult {
  const note = (words: string): TemplateResult => html`<span class="quiet">${words}</span>`;
  if (standing === "same") return note(l10n.t("This is what the policy has."));
  if (standing === "stricter") return note(l10n.t("The policy has this, or something stricter."));
  return html`<button class="link" @click=${() => page.change({ kind: "choose", tools: [name], choice: "recommended" })}>${l10n.t("Use it")}</button>
    ${
      standing === "replaced"
        ? note(l10n.t("It takes the place of the conditions and limits: no call is allowed any more."))
        : standing === "looser" && choice === "custom"
          ? note(l10n.t("It is added to the conditions and limits. Nothing gets looser."))
          : nothing
    }`;
}

function defaultView(page: Page): TemplateResult {
  const { default: decision } = page.state.policy;
  const option = (value: "deny" | "allow", label: string): TemplateResult =>
    html`<button class="choice ${value}" aria-pressed=${decision === value} @click=${() => page.change({ kind: "default", decision: value })}>${label}</button>`;
  return html`<h3>${l10n.t("Tools without a rule")}</h3>
    <div class="choices" role="group" aria-label=${l10n.t("Default")}>${option("deny", l10n.t("Deny"))}${option("allow", l10n.t("Allow"))}</div>
    <p class="state" role="status">
      ${
        decision === null
          ? l10n.t("The text has no default. The gateway refuses such a policy.")
          : decision === "deny"
            ? l10n.t("Denied: only tools with a rule can be called.")
            : l10n.t("Allowed: every tool without a rule can be called, also one that the server adds later.")
      }
    </p>`;
}

function findingsView(page: Page, { findings }: BuilderDetail): TemplateResult | typeof nothing {
  if (findings.length === 0) return nothing;
  return html`<h3>${l10n.t("Findings")}</h3>
    <ul class="findings">
      ${findings.map(
        ({ severity, code, message, fixes }, index) =>
          html`<li class=${severity}>
            <p><strong>${severity === "information" ? l10n.t("Note") : severity === "hint" ? l10n.t("Hint") : severity === "error" ? l10n.t("Error") : l10n.t("Warning")}</strong> ${message} <span class="quiet">${code}</span></p>
            <p class="fixes">
              ${fixes.map(
                ({ title }, fix) =>
                  html`<button class="command" @click=${() => page.send({ type: "fix", finding: index, fix })}>${title}</button>`,
              )}
              <button class="link" @click=${() => page.send({ type: "reveal", place: { kind: "finding", index } })}>${l10n.t("Show in the text")}</button>
            </p>
          </li>`,
      )}
    </ul>`;
}

function onlyInTextView(page: Page, { onlyInText }: BuilderDetail): TemplateResult | typeof nothing {
  if (onlyInText.length === 0) return nothing;
  return html`<h3>${l10n.t("Only in the text")}</h3>
    <p class="quiet">${l10n.t("The builder keeps these parts as they are.")}</p>
    <ul class="only-in-text">
      ${onlyInText.map(
        ({ what }, index) =>
          html`<li>
            ${visibleText(what)}
            <button class="link" @click=${() => page.send({ type: "reveal", place: { kind: "onlyInText", index } })}>${l10n.t("Show in the text")}</button>
          </li>`,
      )}
    </ul>`;
}
