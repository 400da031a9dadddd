import * as l10n from "@vscode/l10n";
import "@vscode-elements/elements/dist/vscode-label/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, nothing, type TemplateResult } from "lit";
import { type TimeStep, timeSteps } from "../state/messages";
import type { Page } from "./page";

const timeStepNames = (): Readonly<Record<TimeStep, string>> => ({
  none: l10n.t("none, all at once"),
  second: l10n.t("1 second"),
  "5 seconds": l10n.t`${5} seconds`,
  "10 seconds": l10n.t`${10} seconds`,
  "30 seconds": l10n.t`${30} seconds`,
  minute: l10n.t("1 minute"),
  "5 minutes": l10n.t`${5} minutes`,
  hour: l10n.t("1 hour"),
  day: l10n.t("1 day"),
});

/** Whose call it is, how often it is made and when. */
export function callTiming({ state, typed, send }: Page): TemplateResult {
  return html`<div class="fields">
    <div class="field">
      <vscode-label for="grant">${l10n.t("Grant")}</vscode-label>
      <vscode-textfield
        id="grant"
        placeholder="default"
        title=${l10n.t("Limits are counted for each grant token. The label only tells them apart.")}
        .value=${typed.grant}
        @input=${(event: Event) => send({ type: "edit-grant", grant: (event.target as HTMLInputElement).value })}
      ></vscode-textfield>
    </div>
    <div class="field">
      <vscode-label for="instant">${l10n.t("At, in UTC")}</vscode-label>
      <vscode-textfield
        id="instant"
        placeholder=${l10n.t("after the last call")}
        title=${l10n.t("When the next call is made, for instance 2026-05-06 14:32. Left empty, it follows the last call.")}
        .value=${typed.instant}
        ?invalid=${!state.isInstantReadable}
        @input=${(event: Event) => send({ type: "edit-instant", instant: (event.target as HTMLInputElement).value })}
      ></vscode-textfield>
    </div>
    <div class="field">
      <vscode-label for="times">${l10n.t("Times")}</vscode-label>
      <vscode-textfield
        id="times"
        type="number"
        min="1"
        max=${state.callLimit}
        step="1"
        title=${l10n.t("How often the call is made")}
        .value=${String(typed.times)}
        @input=${(event: Event) => {
          const times = Number((event.target as HTMLInputElement).value);
          if (Number.isSafeInteger(times) && times >= 1) send({ type: "edit-times", times });
        }}
      ></vscode-textfield>
    </div>
    <div class="field">
      <vscode-label for="time-step">${l10n.t("Time between calls")}</vscode-label>
      <vscode-single-select
        id="time-step"
        .value=${state.timeStep}
        @change=${(event: Event) =>
          send({ type: "choose-time-step", timeStep: (event.target as HTMLSelectElement).value as TimeStep })}
      >
        ${timeSteps.map(
          (step) =>
            html`<vscode-option value=${step} ?selected=${step === state.timeStep}>${timeStepNames()[step]}</vscode-option>`,
        )}
      </vscode-single-select>
    </div>
    ${
      state.isInstantReadable
        ? nothing
        : html`<p class="field-problem" role="alert">
            ${l10n.t("This is not a date and time. Write it like 2026-05-06 14:32:10, or leave it empty.")}
          </p>`
    }
  </div>`;
}
