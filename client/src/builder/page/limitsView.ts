import * as l10n from "@vscode/l10n";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, nothing, type TemplateResult } from "lit";
import type { BuilderDetail, BuilderLimit } from "../../../../server/src/protocol/builder";
import type { Page } from "./page";

/** When a window starts again, in words. */
const windowNames = (): Readonly<Record<string, string>> => ({
  minute: l10n.t("minute"),
  hour: l10n.t("hour"),
  day: l10n.t("day"),
});

const resets = (): Readonly<Record<string, string>> => ({
  minute: l10n.t("starts again at each full minute (UTC)"),
  hour: l10n.t("starts again at each full hour (UTC)"),
  day: l10n.t("starts again at midnight (UTC)"),
});

/** The limits of a tool, or over all tools. */
export function limitsView(page: Page, { tool, limits }: BuilderDetail): TemplateResult {
  return html`<h3>${tool === null ? l10n.t("Limits over all tools") : l10n.t("Limits")}</h3>
    ${limits.map((limit) => limitView(page, tool, limit))}
    <button class="command" @click=${() => page.change({ kind: "add-limit", tool })}>${l10n.t("Add a limit")}</button>`;
}

function limitView(
  page: Page,
  tool: string | null,
  { index, counter, window, max, words }: BuilderLimit,
): TemplateResult {
  const set = (field: string, value: unknown, was: unknown): void =>
    page.change({ kind: "set", tool, path: ["limits", index, field], value, was });
  const name = l10n.t`limit ${index + 1}`;
  return html`<div class="card" role="group" aria-label=${name}>
    <div class="parts">
      <span>${l10n.t("At most")}</span>
      <vscode-textfield
        class="max"
        type="number"
        min="1"
        step="1"
        .label=${l10n.t`Maximum of ${name}`}
        .value=${String(max)}
        @change=${(event: Event) => set("max", Number((event.target as HTMLInputElement).value), max)}
      ></vscode-textfield>
      <span>${l10n.t("calls a")}</span>
      <vscode-single-select
        class="window"
        .label=${l10n.t`Window of ${name}`}
        .value=${window}
        @change=${(event: Event) => set("window", (event.target as HTMLSelectElement).value, window)}
      >
        ${Object.entries(windowNames()).map(
          ([each, label]) => html`<vscode-option value=${each} ?selected=${each === window}>${label}</vscode-option>`,
        )}
      </vscode-single-select>
      <button class="link remove" aria-label=${l10n.t`Remove ${name}`} @click=${() => page.change({ kind: "remove", tool, path: ["limits", index] })}>${l10n.t("Remove")}</button>
    </div>
    <p class="quiet">${words}; ${resets()[window] ?? nothing}.</p>
    <label class="counter"
      ><span class="quiet">${l10n.t("Counter")}</span>
      <vscode-textfield
        .label=${l10n.t`Counter of ${name}`}
        .value=${counter}
        @change=${(event: Event) => set("counter", (event.target as HTMLInputElement).value, counter)}
      ></vscode-textfield>
    </label>
  </div>`;
}
