import "@vscode-elements/elements/dist/vscode-label/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, nothing, type TemplateResult } from "lit";
import { type TimeStep, timeSteps } from "../state/messages";
import type { Page } from "./page";

const timeStepNames: Readonly<Record<TimeStep, string>> = {
  none: "none, all at once",
  second: "1 second",
  "5 seconds": "5 seconds",
  "10 seconds": "10 seconds",
  "30 seconds": "30 seconds",
  minute: "1 minute",
  "5 minutes": "5 minutes",
  hour: "1 hour",
  day: "1 day",
};

/** Whose call it is, how often it is made and when. */
export function callTiming({ state, typed, send }: Page): TemplateResult {
  return html`<div class="fields">
    <div class="field">
      <vscode-label for="grant">Grant</vscode-label>
      <vscode-textfield
        id="grant"
        placeholder="default"
        title="Limits are counted for each grant token. The label only tells them apart."
        .value=${typed.grant}
        @input=${(event: Event) => send({ type: "edit-grant", grant: (event.target as HTMLInputElement).value })}
      ></vscode-textfield>
    </div>
    <div class="field">
      <vscode-label for="instant">At, in UTC</vscode-label>
      <vscode-textfield
        id="instant"
        placeholder="after the last call"
        title="When the next call is made, for instance 2026-05-06 14:32. Left empty, it follows the last call."
        .value=${typed.instant}
        ?invalid=${!state.isInstantReadable}
        @input=${(event: Event) => send({ type: "edit-instant", instant: (event.target as HTMLInputElement).value })}
      ></vscode-textfield>
    </div>
    <div class="field">
      <vscode-label for="times">Times</vscode-label>
      <vscode-textfield
        id="times"
        type="number"
        min="1"
        max=${state.callLimit}
        step="1"
        title="How often the call is made"
        .value=${String(typed.times)}
        @input=${(event: Event) => {
          const times = Number((event.target as HTMLInputElement).value);
          if (Number.isSafeInteger(times) && times >= 1) send({ type: "edit-times", times });
        }}
      ></vscode-textfield>
    </div>
    <div class="field">
      <vscode-label for="time-step">Time between calls</vscode-label>
      <vscode-single-select
        id="time-step"
        .value=${state.timeStep}
        @change=${(event: Event) =>
          send({ type: "choose-time-step", timeStep: (event.target as HTMLSelectElement).value as TimeStep })}
      >
        ${timeSteps.map(
          (step) =>
            html`<vscode-option value=${step} ?selected=${step === state.timeStep}>${timeStepNames[step]}</vscode-option>`,
        )}
      </vscode-single-select>
    </div>
    ${
      state.isInstantReadable
        ? nothing
        : html`<p class="field-problem" role="alert">
            This is no instant. Write it like 2026-05-06 14:32:10, or leave it empty.
          </p>`
    }
  </div>`;
}
