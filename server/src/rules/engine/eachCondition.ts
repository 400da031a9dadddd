import type { ConditionSyntax, PredicateSyntax } from "../../policy/model/toolModel";
import type { Finding, ToolSubject } from "./rule";

/** What there is to say about each condition of a tool, those of `require` first. */
export function eachCondition(
  { syntax }: ToolSubject,
  find: (condition: ConditionSyntax, entry: PredicateSyntax) => readonly Finding[],
): readonly Finding[] {
  const found: Finding[] = [];
  for (const entries of [syntax.require, syntax.denyIf])
    for (const entry of entries) for (const condition of entry.conditions) found.push(...find(condition, entry));
  return found;
}
