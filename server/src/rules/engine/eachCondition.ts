import type { ConditionSyntax, PredicateSyntax } from "../../policy/model/toolModel";
import type { Finding, ToolSubject } from "./rule";

/** What there is to say about each condition of a tool, those of `require` first. */
export function eachCondition(
  { syntax }: ToolSubject,
  find: (condition: ConditionSyntax, entry: PredicateSyntax) => readonly Finding[],
): readonly Finding[] {
  return [...syntax.require, ...syntax.denyIf].flatMap((entry) =>
    entry.conditions.flatMap((condition) => find(condition, entry)),
  );
}
