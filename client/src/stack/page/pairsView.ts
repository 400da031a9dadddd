import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import { counted } from "../../shared/words/counted";
import type { ShownStack } from "../stackMessages";

/** Pairs of tools that can be called: one reads what outsiders write, the other one sends. */
export function pairsView({ pairs, pairCount }: NonNullable<ShownStack>): TemplateResult | typeof nothing {
  if (pairCount === 0) return nothing;
  return html`<section>
    <h2>${l10n.t("Outsiders’ text in, something out")}</h2>
    <p class="quiet">
      ${l10n.t("What an agent reads may be written by outsiders and be taken for orders. Judged by names and arguments: an empty list is not a proof. Limit or guard the second tool of a pair.")}
    </p>
    <ul class="pairs">
      ${pairs.map(
        ({ reads, sends }) => html`<li>
          <code>${visibleText(reads.tool)}</code> ${l10n.t`of ${visibleText(reads.server)} reads outsiders’ text (${visibleText(reads.what)});`}
          <code>${visibleText(sends.tool)}</code> ${l10n.t`of ${visibleText(sends.server)} can send.`}
        </li>`,
      )}
    </ul>
    ${pairCount > pairs.length ? html`<p>${l10n.t`… and ${counted(pairCount - pairs.length, "more pair")}.`}</p>` : nothing}
  </section>`;
}
