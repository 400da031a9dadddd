import type { Node } from "jsonc-parser";
import { isRuleShaped } from "../model/bareFragment";
import { isOperator } from "../model/operators";
import type { Place } from "../model/schema";
import { locate, type Target } from "../model/target";
import type { BrokenText } from "../text/brokenText";
import { fieldValue, propertiesOf } from "../text/navigate";
import type { Problem } from "../text/problem";
import { spanOf } from "../text/span";
import { bareConditionProblem, isBareCondition } from "./bareCondition";
import { type FieldHolder, fieldProblems } from "./fieldProblems";
import type { SchemaError } from "./schemaValidator.generated.mjs";
import { valueProblem } from "./valueProblem";

/**
 * The differences from the schema as problems with sentences of our own, at the token that is wrong. Spans count from
 * where the nodes count.
 */
export function schemaProblems(errors: readonly SchemaError[], start: Target, broken: BrokenText): Problem[] {
  const byPointer = new Map<string, SchemaError[]>();
  for (const error of errors) {
    const group = byPointer.get(error.instancePath);
    if (group === undefined) byPointer.set(error.instancePath, [error]);
    else group.push(error);
  }
  return [...byPointer].flatMap(([pointer, group]) => {
    const target = locate(start, pointer);
    return target === undefined ? [] : problemsAt(target, group, broken);
  });
}

function problemsAt(target: Target, errors: readonly SchemaError[], broken: BrokenText): Problem[] {
  // A value of the wrong type breaks other rules as well: the type is the cause.
  const error = errors.find(({ keyword }) => keyword === "type") ?? errors.find(({ keyword }) => isAboutValue(keyword));
  if (error !== undefined) {
    const problem = valueProblem(target, error);
    return problem === undefined ? [] : [problem];
  }
  if (target.place === undefined) return [];
  if (target.place === "predicate" && isBareCondition(target.value)) return [bareConditionProblem(target)];
  const names = (keyword: string, parameter: string): string[] =>
    errors.filter((each) => each.keyword === keyword).map(({ params }) => String(params[parameter]));
  const missing = names("required", "missingProperty").filter((name) => !isMoot(target, name));
  return fieldProblems(
    holderOf(target.value, target.place, broken),
    missing,
    names("additionalProperties", "additionalProperty"),
  );
}

/** `if` only says that a branch was taken; the others are about the keys of an object. */
function isAboutValue(keyword: string): boolean {
  return keyword !== "if" && keyword !== "required" && keyword !== "additionalProperties";
}

/** Nothing is known of the operand of an operator that does not exist. */
function isMoot(target: Target, name: string): boolean {
  if (target.place !== "condition" || name !== "value") return false;
  const operator = fieldValue(target.value, "op");
  return operator !== undefined && !isOperator(String(operator.value));
}

function holderOf(value: Node, place: Place, broken: BrokenText): FieldHolder {
  const span = spanOf(value);
  const keys = propertiesOf(value).map(({ name, key, value: held }) => ({
    name,
    key,
    span: spanOf(key),
    hasValue: held !== undefined,
    looksLikeRules: isRuleShaped(held),
  }));
  const isUnfinished = keys.some(({ hasValue }) => !hasValue) || broken.touches(span);
  return { place, span, node: value, keys, isUnfinished };
}
