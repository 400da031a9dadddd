import * as l10n from "@vscode/l10n";
import type { StackToolEntry } from "../../../server/src/protocol/stack";
import { riskInWords, riskName } from "../shared/words/riskWords";
import { stateName } from "../shared/words/stateName";

/** What is shown: tools of these risks in these states; an empty list leaves nothing out. */
export interface StackFilter {
  readonly risks: readonly string[];
  readonly states: readonly string[];
}

/** Shows everything. */
export const everything: StackFilter = { risks: [], states: [] };

/** Whether a tool under a policy is shown. */
export function passes({ risk, state }: StackToolEntry, filter: StackFilter): boolean {
  return (
    (filter.risks.length === 0 || filter.risks.includes(risk)) &&
    (filter.states.length === 0 || filter.states.includes(state))
  );
}

/** Whether anything may be left out. */
export function leavesOut(filter: StackFilter): boolean {
  return filter.risks.length > 0 || filter.states.length > 0;
}

/** "Critical or High risk · not covered"; empty when nothing is left out. */
export function filterInWords(filter: StackFilter): string {
  const parts = [
    filter.risks.length === 0 ? "" : risksInWords(filter.risks),
    filter.states.length === 0 ? "" : filter.states.map(stateName).join(l10n.t(" or ")),
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function risksInWords(chosen: readonly string[]): string {
  const [only] = chosen;
  return only !== undefined && chosen.length === 1
    ? riskInWords(only)
    : l10n.t("{0} risk", chosen.map(riskName).join(l10n.t(" or ")));
}
