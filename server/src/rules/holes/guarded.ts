import type { Condition, Predicate } from "../../policy/model/policy";
import type { ConditionSyntax, PredicateSyntax, ToolSyntax } from "../../policy/model/toolModel";
import { KeptWith } from "../../policy/text/keptWith";
import { spanOf } from "../../policy/text/span";
import { type GuardedArgument, type GuardedTool, guardedArguments } from "../../reach/attacks/guardedTool";
import type { ToolSubject } from "../engine/rule";

const known = new KeptWith<ToolSyntax, readonly GuardedArgument[]>();

/** The arguments that a tool's conditions look at, as attacks see them; made once for all rules. */
export function guardedBy({
  name,
  syntax,
  record,
}: Pick<ToolSubject, "name" | "syntax" | "record">): readonly GuardedArgument[] {
  const kept = known.get(syntax);
  if (kept !== undefined) return kept;
  const predicates = (entries: readonly PredicateSyntax[]): Predicate[] =>
    entries
      .filter(({ conditionsNode }) => conditionsNode !== undefined)
      .map(({ conditions, node }) => ({
        conditions: conditions.map(({ condition }) => condition),
        onDeny: undefined,
        span: spanOf(node),
      }));
  const tool: GuardedTool = {
    name,
    rules: {
      require: predicates(syntax.require),
      denyIf: predicates(syntax.denyIf),
      limits: [],
      span: { start: 0, end: 0 },
    },
    inputSchema: record?.inputSchema,
  };
  const made = guardedArguments(tool);
  known.set(syntax, made);
  return made;
}

/** Where a condition is in the text, with the entry around it. */
export function placeOf(
  { require, denyIf }: ToolSyntax,
  condition: Condition,
): { readonly entry: PredicateSyntax; readonly at: ConditionSyntax } | undefined {
  for (const entry of [...require, ...denyIf]) {
    const at = entry.conditions.find((each) => each.condition === condition);
    if (at !== undefined) return { entry, at };
  }
  return undefined;
}
