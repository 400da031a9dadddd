import * as l10n from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import type { BuilderChange, BuilderChoice } from "../../../../server/src/protocol/builder";

/** A choice with its key and what it does. */
export interface Choice {
  readonly choice: BuilderChoice;
  readonly label: string;
  readonly key: string;
  readonly about: string;
}

/** The choices in the order in which they are shown. */
export const choices = (): readonly Choice[] => [
  { choice: "allow", label: l10n.t("Allow"), key: "A", about: l10n.t("Calls are allowed without further checks.") },
  {
    choice: "deny",
    label: l10n.t("Deny"),
    key: "D",
    about: l10n.t("An agent sees the tool, and every call of it is denied."),
  },
  {
    choice: "hide",
    label: l10n.t("Hide"),
    key: "H",
    about: l10n.t("An agent does not see the tool, and calls of it are denied."),
  },
  { choice: "custom", label: l10n.t("Custom"), key: "C", about: l10n.t("Conditions and limits decide. Opens them.") },
  {
    choice: "default",
    label: l10n.t("Default"),
    key: "X",
    about: l10n.t("The tool has no rule: the policy's default decides."),
  },
];

/** The change that a choice stands for; undefined for "custom", which is made by conditions and limits. */
export function changeFor(tools: readonly string[], choice: BuilderChoice | "recommended"): BuilderChange | undefined {
  return choice === "custom" ? undefined : { kind: "choose", tools, choice };
}

/** The choices as buttons; the chosen one is pressed. In the list the keyboard has letters instead. */
export function choiceButtons(
  chosen: BuilderChoice,
  choose: (choice: BuilderChoice) => void,
  inList: boolean,
): TemplateResult {
  return html`<div class="choices" role="group" aria-label=${l10n.t("Rule")}>
    ${choices().map(
      ({ choice, label, key, about }) =>
        html`<button
          class="choice ${choice}"
          tabindex=${inList ? -1 : 0}
          aria-pressed=${choice === chosen}
          title=${l10n.t`${about} (${key} in the list)`}
          @click=${(event: Event) => {
            event.stopPropagation();
            choose(choice);
          }}
        >
          ${label}
        </button>`,
    )}
  </div>`;
}
