import * as l10n from "@vscode/l10n";
import "@vscode-elements/elements/dist/vscode-option/index.js";
import "@vscode-elements/elements/dist/vscode-single-select/index.js";
import "@vscode-elements/elements/dist/vscode-textarea/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { html, nothing, type TemplateResult } from "lit";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { BuilderCondition } from "../../../../server/src/protocol/builder";

/** What becomes of a value: while it is typed, and when it is done. */
export interface ValueTarget {
  readonly commit: (value: unknown) => void;
  readonly typed: (value: unknown) => void;
}

/** The control for a condition's value. What cannot be shown is changed in the text. */
export function valueView(condition: BuilderCondition, name: string, target: ValueTarget): TemplateResult {
  const { control, value, values } = condition;
  const label = l10n.t`Value of ${name}`;
  switch (control) {
    case "boolean":
      return selectView(label, value, [true, false], target);
    case "choice":
      return selectView(label, value, values, target);
    case "list":
      return listView(label, Array.isArray(value) ? value : [], values, target);
    case "number":
      return html`<vscode-textfield
        class="value"
        type="number"
        step="any"
        .label=${label}
        .value=${String(value)}
        @change=${(event: Event) => {
          const typed = (event.target as HTMLInputElement).value;
          target.commit(typed.trim() === "" ? null : Number(typed));
        }}
      ></vscode-textfield>`;
    case "pattern":
    case "text":
      return html`<vscode-textfield
          class="value ${control}"
          .label=${label}
          .value=${String(value)}
          @input=${(event: Event) => target.typed((event.target as HTMLInputElement).value)}
          @change=${(event: Event) => target.commit((event.target as HTMLInputElement).value)}
        ></vscode-textfield>
        ${control === "text" ? ideasView(values, (idea) => target.commit(idea)) : nothing}`;
    case "json":
      return html`<p class="value"><code>${visibleText(JSON.stringify(value))}</code> <span class="quiet">${l10n.t("Change it in the text.")}</span></p>`;
  }
}

function selectView(
  label: string,
  value: unknown,
  values: readonly unknown[],
  { commit }: ValueTarget,
): TemplateResult {
  const literals = values.map((each) => JSON.stringify(each));
  const chosen = JSON.stringify(value);
  return html`<vscode-single-select
    class="value"
    .label=${label}
    .value=${chosen}
    @change=${(event: Event) => commit(JSON.parse((event.target as HTMLSelectElement).value))}
  >
    ${literals.map(
      (literal, index) =>
        html`<vscode-option value=${literal} ?selected=${literal === chosen}>${visibleText(String(values[index]))}</vscode-option>`,
    )}
  </vscode-single-select>`;
}

/** A value on each line. Numbers stay numbers while all of them are. */
function listView(
  label: string,
  value: readonly unknown[],
  values: readonly unknown[],
  { commit }: ValueTarget,
): TemplateResult {
  const numeric = value.length > 0 && value.every((each) => typeof each === "number");
  const ideas = values.filter((each) => !value.includes(each));
  return html`<vscode-textarea
      class="value"
      monospace
      .label=${label}
      .rows=${Math.min(8, Math.max(2, value.length))}
      .value=${value.map(String).join("\n")}
      title=${l10n.t("A value on each line")}
      @change=${(event: Event) => {
        const lines = (event.target as HTMLTextAreaElement).value.split("\n").filter((line) => line.trim() !== "");
        const numbers = lines.map(Number);
        commit(numeric && numbers.every(Number.isFinite) ? numbers : lines);
      }}
    ></vscode-textarea>
    <p class="quiet">${l10n.t("A value on each line.")}</p>
    ${ideasView(ideas, (idea) => commit([...value, idea]))}`;
}

/** Values of the tool's schema that are one press away. */
function ideasView(values: readonly unknown[], take: (value: unknown) => void): TemplateResult | typeof nothing {
  if (values.length === 0) return nothing;
  return html`<p class="ideas">
    ${values.slice(0, 12).map((value) => html`<button class="idea" @click=${() => take(value)}>${visibleText(String(value))}</button>`)}
  </p>`;
}
