import * as l10n from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { counted } from "../../shared/words/counted";
import type { AttackList, AttackRow } from "../state/attackList";
import { failIcon, unknownIcon, warningIcon } from "./icons";
import type { Page } from "./page";

/** What an attacker would try on the tool: what gets through, beside what is stopped. */
export function attacksView(page: Page): TemplateResult | typeof nothing {
  const { attacks } = page.state;
  if (attacks === null) return nothing;
  const { calls } = attacks;
  const rows = Array.isArray(calls) ? (calls as readonly AttackRow[]).map((row, index) => ({ row, index })) : [];
  const button = (word: string, title: string, act: () => void) =>
    html`<button class="link" title=${title} @click=${act}>${word}</button>`;
  return html`<section class="attacks" aria-labelledby="attacks-title">
    <h2 id="attacks-title" class="section-title">
      ${l10n.t("Attacks on")} <span class="mono">${attacks.tool}</span>
      <span class="quiet" role="status">${countsOf(attacks)}</span>
    </h2>
    <div class="calls-tools" role="group" aria-label=${l10n.t("Attacks")}>
      ${
        rows.length === 0
          ? nothing
          : [
              button(l10n.t("Make all calls"), l10n.t("Add them to the calls, each a day after the one before"), () =>
                page.send({ type: "add-attacks", index: null }),
              ),
              button(l10n.t("Save as test…"), l10n.t("Keep them as a test that expects that each is denied"), () =>
                page.send({ type: "save-attacks" }),
              ),
            ]
      }
      ${button(l10n.t("Close"), l10n.t("Put the attacks away"), () => page.send({ type: "end-attack" }))}
    </div>
    ${group(page, rows, "allow", l10n.t("Gets through"))} ${group(page, rows, "unknown", l10n.t("Not known"))}
    ${group(page, rows, "deny", l10n.t("Stopped"))}
    ${
      attacks.notKnown.length === 0
        ? nothing
        : html`<h3 class="small-title">${l10n.t("Not looked at")}</h3>
            <ul class="not-looked-at">
              ${attacks.notKnown.map((why) => html`<li>${why}</li>`)}
            </ul>`
    }
  </section>`;
}

const icons = { allow: warningIcon, unknown: unknownIcon, deny: failIcon } as const;

interface PlacedRow {
  readonly row: AttackRow;
  readonly index: number;
}

function group(
  page: Page,
  rows: readonly PlacedRow[],
  decision: AttackRow["decision"],
  title: string,
): TemplateResult | typeof nothing {
  const own = rows.filter(({ row }) => row.decision === decision);
  if (own.length === 0) return nothing;
  return html`<h3 class="small-title">${title} <span class="quiet">${own.length}</span></h3>
    <ul class="list attack-list ${decision}">
      ${own.map(
        ({ row: { kind, args, says }, index }) =>
          html`<li class="row">
            <button class="attack" title=${l10n.t("Make this call")} @click=${() => page.send({ type: "add-attacks", index })}>
              <span class="check-icon">${icons[decision]}</span>
              <span class="check-words">
                <span class="attack-args mono">${args}</span>
                <span class="quiet">${says === "" ? kind : `${kind}: ${says}`}</span>
              </span>
            </button>
          </li>`,
      )}
    </ul>`;
}

/** How much gets through, and how much was tried. */
function countsOf({ calls }: AttackList): string {
  if (calls === null) return l10n.t("trying…");
  if (calls === "failed") return l10n.t("the language server did not answer");
  const through = calls.filter(({ decision }) => decision === "allow").length;
  const stopped = calls.filter(({ decision }) => decision === "deny").length;
  return calls.length === 0
    ? l10n.t("nothing was tried")
    : through === 1
      ? l10n.t`${counted(calls.length, "call")} tried, 1 gets through, ${stopped} stopped`
      : l10n.t`${counted(calls.length, "call")} tried, ${through} get through, ${stopped} stopped`;
}
