import type { ArgumentPath } from "../../catalogue/argumentPaths";
import type { Condition } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { conditionInWords } from "../../policy/words/inWords";
import { oneLine } from "../../policy/words/plain/oneLine";
import type { BuilderCondition } from "../../protocol/builder";
import { likelyValues, operatorsByFit } from "../completion/argument";

/** More values than these are typed, not chosen. */
const mostValues = 100;

/** A condition as its controls show it. */
export function conditionControl(condition: Condition, known: readonly ArgumentPath[]): BuilderCondition {
  const { path, op, value } = condition;
  const argument = known.find((each) => each.path === path);
  const values = likelyValues(argument, op).slice(0, mostValues);
  return {
    path,
    op,
    value,
    words: oneLine(conditionInWords(condition)),
    control: controlFor(op, value, argument),
    values,
    operators: operatorsByFit(argument),
  };
}

function controlFor(op: string, value: JsonValue, argument: ArgumentPath | undefined): BuilderCondition["control"] {
  switch (op) {
    case "exists":
      return typeof value === "boolean" ? "boolean" : "json";
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return typeof value === "number" ? "number" : "json";
    case "in":
    case "not_in":
      return isPlainList(value) ? "list" : "json";
    case "regex":
      return typeof value === "string" ? "pattern" : "json";
    default:
      if (argument?.enumValues?.includes(value) === true && op !== "contains") return "choice";
      if (typeof value === "boolean") return "boolean";
      if (typeof value === "number") return "number";
      return typeof value === "string" ? "text" : "json";
  }
}

/** A list with a value on each line: strings without line ends, or numbers alone. */
function isPlainList(value: JsonValue): boolean {
  if (!Array.isArray(value)) return false;
  return (
    value.every((each) => typeof each === "string" && !/[\r\n]/.test(each)) ||
    value.every((each) => typeof each === "number")
  );
}
