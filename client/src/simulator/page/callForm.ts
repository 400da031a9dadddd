import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-label/index.js";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textarea/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, type TemplateResult } from "lit";
import { type TimeStep, timeSteps } from "../messages";
import { argumentProblems, problemsInWords } from "./argumentProblems";
import { rowsFor } from "./format";
import type { Page } from "./page";
import { toolView } from "./toolView";

const timeStepNames: Readonly<Record<TimeStep, string>> = {
  second: "1 second",
  minute: "1 minute",
  hour: "1 hour",
  day: "1 day",
};

const callKeys = /mac/i.test(navigator.userAgent) ? "⌘Enter" : "Ctrl+Enter";

/** What is called next: the tool, its arguments, the grant and the time. */
export function callForm(page: Page): TemplateResult {
  const { state, text, send } = page;
  const call = () => send({ type: "call", text: argumentsBox()?.value ?? text });
  return html`<section class="form" aria-label="Next call" @keydown=${callOnKeys(call)}>
    ${toolView(page)}
    <div class="field">
      <div class="field-head">
        <vscode-label for="arguments">Arguments</vscode-label>
        <button
          class="link"
          title="Replace the arguments by the ones that this tool needs"
          @click=${() => send({ type: "use-template" })}
        >
          Start from template
        </button>
      </div>
      <vscode-textarea
        id="arguments"
        monospace
        .rows=${rowsFor(text)}
        .value=${text}
        ?invalid=${state.check?.text === text && !state.check.isJson}
        @input=${(event: Event) => send({ type: "edit-arguments", text: (event.target as HTMLTextAreaElement).value })}
      ></vscode-textarea>
      ${argumentProblems(page)}
    </div>
    <div class="fields">
      <div class="field">
        <vscode-label for="grant">Grant</vscode-label>
        <vscode-textfield
          id="grant"
          placeholder="default"
          title="Limits are counted for each grant token. The label only tells them apart."
          .value=${state.grant}
          @input=${(event: Event) => send({ type: "edit-grant", grant: (event.target as HTMLInputElement).value })}
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
    </div>
    <div class="actions" @keydown=${keepSpace}>
      <vscode-button ?disabled=${state.calls.length >= state.callLimit || state.tool === null} @click=${call}>
        ${state.calls.length === 0 ? "Call" : "Call again"}
      </vscode-button>
      <vscode-button
        secondary
        title="Forget all calls and set the counters to 0"
        ?disabled=${state.calls.length === 0}
        @click=${() => {
          send({ type: "reset" });
          void focusArguments();
        }}
      >
        Reset
      </vscode-button>
      <span class="quiet">${callKeys} calls</span>
    </div>
  </section>`;
}

/** Puts the focus into the arguments box. */
export async function focusArguments(): Promise<void> {
  const box = argumentsBox();
  await box?.updateComplete;
  box?.focus();
}

/** Tells a screen reader on the box itself what is wrong with the arguments, and gives its text room to breathe. */
export async function describeArguments(page: Page): Promise<void> {
  const box = argumentsBox();
  await box?.updateComplete;
  if (box !== null && box !== undefined) {
    const problems = problemsInWords(page);
    box.wrappedElement.ariaInvalid = String(problems.length > 0);
    Object.assign(box.wrappedElement.style, { padding: "6px 8px", lineHeight: "1.45" });
    box.wrappedElement.setAttribute("aria-description", [`JSON. ${callKeys} calls.`, ...problems].join(" "));
  }
}

function argumentsBox(): HTMLElementTagNameMap["vscode-textarea"] | null {
  return document.querySelector("vscode-textarea");
}

function callOnKeys(call: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      call();
    }
  };
}

/** The buttons act on Space; the page must not scroll by it as well. */
function keepSpace(event: KeyboardEvent): void {
  if (event.key === " ") {
    event.preventDefault();
  }
}
