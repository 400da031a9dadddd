import type { PredicateSyntax } from "../../policy/model/toolModel";
import { predicateInWords } from "../../policy/words/inWords";

/** A message for the agent, in words of the entry's own conditions: a start for the author. */
export function ownMessage({ list, conditions }: PredicateSyntax): string {
  // The vendor's own message for a tool that a person has to call (spec §4).
  if (conditions.length === 0) return "Requires human approval.";
  const words = predicateInWords({
    conditions: conditions.map(({ condition }) => condition),
    onDeny: undefined,
    span: { start: 0, end: 0 },
  });
  return list === "require" ? `Allowed only when ${words}.` : `Not allowed when ${words}.`;
}
