import type { Node } from "jsonc-parser";
import { fieldsOf } from "../model/schema";
import type { Target } from "../model/target";
import { propertiesOf } from "../text/navigate";
import type { Problem } from "../text/problem";
import { spanOf } from "../text/span";
import { quote } from "../words/plain/quote";

const conditionFields = new Set(fieldsOf("condition").map(({ name }) => name));

/** Whether an entry of `require` or `deny_if` is a condition itself, without the predicate around it. */
export function isBareCondition(entry: Node): boolean {
  const names = propertiesOf(entry).map(({ name }) => name);
  return names.filter((name) => conditionFields.has(name)).length >= 2 && !names.includes("conditions");
}

/** One problem for all of its fields, at the first of them. */
export function bareConditionProblem({ value, field }: Target): Problem {
  const first = propertiesOf(value).find(({ name }) => conditionFields.has(name));
  return {
    code: "missing-field",
    severity: "error",
    message: `This is a condition. An entry of ${quote(field)} contains conditions: { "conditions": [ … ] }. Put it there.`,
    span: spanOf(first?.key ?? value),
    remedies: [{ kind: "wrap-condition", condition: value }],
  };
}
