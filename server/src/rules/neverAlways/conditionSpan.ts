import { operators } from "../../policy/model/operators";
import type { ConditionSyntax } from "../../policy/model/toolModel";
import { type Span, spanOf } from "../../policy/text/span";

/**
 * The words of a condition to underline, on one line even if the condition has five: the value that it compares with.
 * The operator in its place where the value is a list or, with `kind`, where the operator is one for another type.
 */
export function conditionSpan({ condition, op, value, path, node }: ConditionSyntax, kind?: "kind"): Span {
  const isLong = value?.type === "array" || value?.type === "object";
  const isOther = kind === "kind" && (operators.get(condition.op)?.takes ?? "any") !== "any";
  return spanOf((isLong || isOther ? op : value) ?? op ?? path ?? node);
}
