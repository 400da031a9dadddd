import * as l10n from "@vscode/l10n";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-label/index.js";
import "@vscode-elements/elements/dist/vscode-textarea/index.js";
import { html, nothing, type TemplateResult } from "lit";
import { argumentForm } from "./argumentForm/formView";
import { argumentProblems, problemsInWords } from "./argumentProblems";
import { callTiming } from "./callTiming";
import { rowsFor } from "./format";
import type { Page } from "./page";
import { toolView } from "./toolView";

const callKeys = () => (/mac/i.test(navigator.userAgent) ? "⌘Enter" : l10n.t("Ctrl+Enter"));

/** What is called next: the tool, its arguments, the grant and the time. */
export function callForm(page: Page): TemplateResult {
  const { state, text, send } = page;
  const call = () => send({ type: "call", text: argumentsBox()?.value ?? text });
  return html`<section class="form" aria-label=${l10n.t("Next call")} @keydown=${callOnKeys(call)}>
    ${toolView(page)}
    <div class="field">
      <div class="field-head">
        <vscode-label for="arguments">${l10n.t("Arguments")}</vscode-label>
        <button
          class="link"
          title=${l10n.t("Replace the arguments by the ones that this tool needs")}
          @click=${() => send({ type: "use-template" })}
        >
          ${l10n.t("Start from template")}
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
      ${argumentProblems(page)} ${argumentForm(page)}
    </div>
    ${callTiming(page)}
    <div class="actions" @keydown=${keepSpace}>
      <vscode-button ?disabled=${state.calls.length >= state.callLimit || state.tool === null || !state.isInstantReadable} @click=${call}>
        ${callWord(page)}
      </vscode-button>
      <vscode-button
        secondary
        title=${l10n.t("Forget all calls and set the counters to 0")}
        ?disabled=${state.calls.length === 0}
        @click=${() => {
          send({ type: "reset" });
          void focusArguments();
        }}
      >
        ${l10n.t("Reset")}
      </vscode-button>
      <button class="link" title=${l10n.t("Prepare a call that was made before")} @click=${() => send({ type: "recent-calls" })}>
        ${l10n.t("Recent…")}
      </button>
      <button
        class="link"
        title=${l10n.t("Try on this tool what an attacker would")}
        aria-disabled=${state.tool === null}
        @click=${
          state.tool === null
            ? nothing
            : () => {
                send({ type: "attack" });
                page.focusAttacks();
              }
        }
      >
        ${l10n.t("Attack this")}
      </button>
      <span class="quiet">${l10n.t({ message: "{0} calls", args: [callKeys()], comment: ["{0} is a key that is pressed"] })}</span>
    </div>
  </section>`;
}

function callWord({ state: { calls }, typed: { times } }: Page): string {
  const word =
    calls.length === 0 ? l10n.t({ message: "Call", comment: ["a button that calls a tool"] }) : l10n.t("Call again");
  return times === 1 ? word : l10n.t`${word}, ${times} times`;
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
    box.wrappedElement.setAttribute("aria-description", [l10n.t`JSON. ${callKeys()} calls.`, ...problems].join(" "));
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
