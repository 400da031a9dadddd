import type { ConditionOutcome } from "../decide/condition";
import { isOperator } from "../model/operators";
import type { Condition } from "../model/policy";
import { compilePattern } from "../pattern/pattern";
import type { JsonValue } from "../text/json";
import { hasExponent, printedForm } from "../text/printedForm";
import { orderInWords } from "./orderInWords";
import { shownCondition } from "./shownCondition";
import { shownOperator, shownText, shownValue } from "./shownValue";

/** Why a condition held for a call, or did not: `args.amount is 250, which is greater than 100`. */
export function outcomeInWords(condition: Condition, outcome: ConditionOutcome): string {
  const { path, value: shown, list } = shownCondition(condition);
  const { op, value } = condition;
  if (!isOperator(op)) return `${shownOperator(op)} is not an operator, so the condition is false`;
  if (outcome.missing || outcome.actual === undefined) {
    const missing = condition.path.startsWith("args.")
      ? `${path} is missing`
      : `${path} leads nowhere, since a path starts with "args."`;
    return outcome.holds ? `${missing}, as the condition asks` : `${missing}, so the condition is false`;
  }
  const { actual, holds } = outcome;
  const found = `${path} is ${shownValue(actual)}`;
  const fails = (why: string) => `${found}${why}, so the condition is false`;
  switch (op) {
    case "eq":
    case "neq":
      return `${found}, which ${holds === (op === "eq") ? "equals" : "does not equal"} ${shown}${asPrinted([value], actual)}`;
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      if (typeof actual !== "number") return fails(", which is not a number");
      if (typeof value !== "number") return fails(`, but ${shown} is not a number`);
      return `${found}, which is ${holds ? "" : "not "}${orderInWords[op]} ${shown}`;
    case "in":
      if (!Array.isArray(value)) return fails(`, but ${shown} is not an array`);
      if (value.length === 0) return fails(", but the array of values is empty");
      return `${found}, which is ${holds ? "" : "not "}one of ${list}${asPrinted(value, actual)}`;
    case "not_in":
      if (!Array.isArray(value)) return `${found}, and ${shown} is not an array, so the condition holds`;
      if (value.length === 0) return `${found}, and the array of values is empty, so the condition holds`;
      return `${found}, which is ${holds ? "not " : ""}one of ${list}${asPrinted(value, actual)}`;
    case "exists":
      if (typeof value !== "boolean") return fails(`, but ${shown} is neither true nor false`);
      if (actual === null) return `${found}, which counts as missing${holds ? "" : ", so the condition is false"}`;
      return `${found}, so it is present${holds ? "" : ", and the condition is false"}`;
    case "regex": {
      if (typeof actual !== "string") return fails(", which is not a string");
      if (typeof value !== "string") return fails(`, but ${shown} is not a pattern`);
      if (holds === undefined) return `${found}; whether it matches ${shownText(value)} is not known`;
      if (compilePattern(value).kind === "refused")
        return fails(`, but ${shownText(value)} cannot be used as a pattern`);
      return `${found}, which ${holds ? "matches" : "does not match"} ${shownText(value)}`;
    }
    case "contains":
      if (typeof actual !== "string" && !Array.isArray(actual))
        return fails(", which is neither a string nor an array");
      if (typeof actual === "string" && typeof value !== "string") {
        return fails(`, a string, which cannot contain ${shown}`);
      }
      return `${found}, which ${holds ? "contains" : "does not contain"} ${shown}${asPrinted([value], actual)}`;
  }
}

/** That a number is compared with a text in another form than it is written in: " (as text, 1000000 is "1e+06")". */
function asPrinted(values: readonly JsonValue[], actual: JsonValue): string {
  const given: readonly JsonValue[] = Array.isArray(actual) ? actual : [actual];
  const [some, others] = given.some((value) => typeof value === "string") ? [values, given] : [given, values];
  const number = some.find((value) => typeof value === "number" && hasExponent(value));
  if (number === undefined || !others.some((value) => typeof value === "string")) return "";
  return ` (as text, ${shownValue(number)} is ${shownValue(printedForm(number))})`;
}
