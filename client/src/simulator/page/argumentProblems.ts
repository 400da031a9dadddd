import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { ArgumentProblem } from "../../../../server/src/protocol/callArguments";
import { failIcon, warningIcon } from "./icons";
import type { Page } from "./page";

const shownProblems = 5;

/** What the server says of the typed arguments. The last answer stays until the next one, so that nothing flickers. */
export function argumentProblems({ state }: Page): TemplateResult {
  const { check } = state;
  const problems = check?.problems ?? [];
  const more = problems.length - shownProblems;
  const isFine = check === null || (check.isJson && problems.length === 0);
  // Only the sentence is announced: lines and columns change with every key.
  return html`<div class="argument-problems">
    <div role="status">
      ${
        isFine
          ? nothing
          : html`<p class=${check.isJson ? "wrong" : "not-json"}>
              ${check.isJson ? warningIcon : failIcon}
              <span>
                ${
                  check.isJson
                    ? l10n.t("Not what the tool expects. An agent may send it all the same, so it can be called.")
                    : l10n.t("Not JSON, so it cannot be called.")
                }
              </span>
            </p>`
      }
    </div>
    ${
      isFine
        ? nothing
        : html`<ul>
            ${problems.slice(0, shownProblems).map((problem) => html`<li>${inWords(problem)}</li>`)}
            ${more > 0 ? html`<li class="quiet">${l10n.t`and ${more} more`}</li>` : nothing}
          </ul>`
    }
  </div>`;
}

/** The same, for the description of the box. */
export function problemsInWords({ state }: Page): string[] {
  const { check } = state;
  const sentences = (check?.problems ?? []).slice(0, shownProblems).map(inWords);
  return check?.isJson === false ? [l10n.t("Not JSON, so it cannot be called."), ...sentences] : sentences;
}

/** "Line 2, column 14: …". */
function inWords({ message, range }: ArgumentProblem): string {
  return range === null
    ? message
    : l10n.t`Line ${range.start.line + 1}, column ${range.start.character + 1}: ${message}`;
}
