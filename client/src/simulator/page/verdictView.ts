import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { SimulatedStep } from "../../../../server/src/wire";
import type { SelectedCall } from "../messages";
import { dateOf, timeOf } from "./format";
import { failIcon, passIcon, pendingIcon } from "./icons";
import type { Page } from "./page";

/** The verdict on the selected call, large and in words, and what the agent gets to see of it. */
export function verdictView(page: Page): TemplateResult {
  const { selected, calls } = page.state;
  const step = selected?.step ?? null;
  const kind = step === null ? "pending" : step.decision === "allow" ? "allowed" : "denied";
  const icon = { pending: pendingIcon, allowed: passIcon, denied: failIcon }[kind];
  const word = { pending: selected === null ? "No call yet" : "Deciding…", allowed: "ALLOWED", denied: "DENIED" }[kind];
  const row = selected === null ? undefined : calls[selected.index];
  return html`<section class="verdict ${kind}" aria-label="Verdict">
    ${keyed(`${selected?.index}/${calls.length}`, html`<div class="glow"></div>`)}
    <div class="verdict-head">
      <span class="verdict-icon">${icon}</span>
      <div role="status" aria-live="polite" aria-atomic="true">
        <p class="verdict-word">
          ${selected === null ? nothing : html`<span class="unseen">Call ${selected.index + 1}: </span>`}${word}
        </p>
        <p class="verdict-summary">${step?.summary ?? (selected === null ? emptySentence(page) : nothing)}</p>
      </div>
    </div>
    ${
      row?.was
        ? html`<p class="changed">
            ${row.was === "allow" ? "Was allowed" : "Was denied"} when the call was made. The policy has been edited since.
          </p>`
        : nothing
    }
    ${step === null || step.rule === "" ? nothing : ruleView(step.rule)}
    ${selected === null ? nothing : callLine(selected, calls.length)}
    ${step === null || step.decision === "allow" ? nothing : agentView(page, step)}
  </section>`;
}

function emptySentence({ state }: Page): string {
  return state.tool === null
    ? "Choose a tool to simulate a call."
    : "The counters stand at 0. Call the tool to see how the policy decides.";
}

function ruleView(rule: string): TemplateResult {
  return html`<p class="rule"><span class="quiet">Rule</span> <code title=${rule}>${rule}</code></p>`;
}

function callLine({ index, tool, at, grant }: SelectedCall, total: number): TemplateResult {
  return html`<p class="call-line quiet">
    <span>Call ${index + 1} of ${total}</span><span class="clip mono" title=${tool}>${tool}</span
    ><span title=${at}>${dateOf(at)} ${timeOf(at)} UTC</span><span class="clip" title=${grant}>grant ${grant}</span>
  </p>`;
}

function agentView(page: Page, { message, response }: SimulatedStep): TemplateResult {
  return html`
    ${
      message === null
        ? nothing
        : html`<h2 id="message-title" class="small-title">The agent reads</h2>
            <p class="message" tabindex="0" role="group" aria-labelledby="message-title">${message}</p>`
    }
    ${
      response === null
        ? nothing
        : html`<details
            .open=${page.isOpen("response")}
            @toggle=${(event: Event) => page.setOpen("response", (event.currentTarget as HTMLDetailsElement).open)}
          >
            <summary>Response as JSON</summary>
            <pre class="json" tabindex="0" aria-label="Response as JSON">${JSON.stringify(response, null, 2)}</pre>
          </details>`
    }
  `;
}
