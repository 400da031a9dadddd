import type { PredicateSyntax, ToolSyntax } from "../../policy/model/toolModel";
import { type Node, propertiesOf } from "../../policy/text/navigate";

const predicateFields = new Set(["conditions", "on_deny"]);

/** An entry without conditions and without a field that could mean anything: it always holds (spec §1). */
export function alwaysHolds({ conditionsNode, conditions, node }: PredicateSyntax): boolean {
  return conditionsNode !== undefined && conditions.length === 0 && hasOnly(node, predicateFields);
}

/** The first entry of `deny_if` that denies every call. What is after it is never reached (spec §2, step 4). */
export function unconditionalDenial({ denyIf }: ToolSyntax): PredicateSyntax | undefined {
  return denyIf.find(alwaysHolds);
}

/** The entries that can deny a call: their message can reach an agent. */
export function reachedEntries(syntax: ToolSyntax): readonly PredicateSyntax[] {
  const last = unconditionalDenial(syntax);
  const required = syntax.require.filter((entry) => entry.conditions.length > 0);
  return [...required, ...(last === undefined ? syntax.denyIf : syntax.denyIf.slice(0, last.index + 1))];
}

function hasOnly(node: Node, fields: ReadonlySet<string>): boolean {
  return propertiesOf(node).every(({ name }) => fields.has(name));
}
