import { html, nothing, type TemplateResult } from "lit";
import { counted } from "../../../../server/src/policy/words/plain/plural";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { ShownStack } from "../stackMessages";

/** Pairs of tools that can be called: one reads what outsiders write, the other one sends. */
export function pairsView({ pairs, pairCount }: NonNullable<ShownStack>): TemplateResult | typeof nothing {
  if (pairCount === 0) return nothing;
  return html`<section>
    <h2>Outsiders’ text in, something out</h2>
    <p class="quiet">
      What an agent reads may be written by outsiders and be taken for orders. Judged by names and arguments: an empty list is
      not a proof. Limit or guard the second tool of a pair.
    </p>
    <ul class="pairs">
      ${pairs.map(
        ({ reads, sends }) => html`<li>
          <code>${visibleText(reads.tool)}</code> of ${visibleText(reads.server)} reads ${visibleText(reads.what)};
          <code>${visibleText(sends.tool)}</code> of ${visibleText(sends.server)} can send.
        </li>`,
      )}
    </ul>
    ${pairCount > pairs.length ? html`<p>… and ${counted(pairCount - pairs.length, "more pair")}.</p>` : nothing}
  </section>`;
}
