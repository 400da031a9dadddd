import type { Condition, Limit, Predicate } from "../model/policy";
import { orderInWords } from "./orderInWords";
import { counted } from "./plain/plural";
import { windowInWords } from "./plain/windowInWords";
import { listInWords, shownOperator, shownText, shownValue } from "./shownValue";

/** A condition as a phrase: `args.amount is greater than 100`. */
export function conditionInWords(condition: Condition): string {
  const path = shownText(condition.path);
  const value = shownValue(condition.value);
  const never = (why: string) => `(${why}, so this never holds)`;
  switch (condition.op) {
    case "eq":
      return `${path} is ${value}`;
    case "neq":
      return `${path} is not ${value}`;
    case "lt":
    case "lte":
    case "gt":
    case "gte": {
      const phrase = `${path} is ${orderInWords[condition.op]} ${value}`;
      return typeof condition.value === "number" ? phrase : `${phrase} ${never("not a number")}`;
    }
    case "in":
      if (!Array.isArray(condition.value)) return `${path} is one of ${value} ${never("not an array")}`;
      if (condition.value.length === 0) return `${path} is one of no values ${never("an empty array")}`;
      return condition.value.length === 1
        ? `${path} is ${listInWords(condition.value)}`
        : `${path} is one of ${listInWords(condition.value)}`;
    case "not_in":
      if (!Array.isArray(condition.value)) return `${path} is not one of ${value} (not an array, so any value will do)`;
      if (condition.value.length === 0) return `${path} is not one of no values (an empty array, so any value will do)`;
      return condition.value.length === 1
        ? `${path} is not ${listInWords(condition.value)}`
        : `${path} is not one of ${listInWords(condition.value)}`;
    case "exists":
      if (typeof condition.value !== "boolean") return `${path} exists ${value} ${never("neither true nor false")}`;
      return condition.value ? `${path} is present` : `${path} is missing or null`;
    case "regex":
      if (typeof condition.value !== "string") return `${path} matches ${value} ${never("not a string")}`;
      return `${path} matches ${shownText(condition.value)}`;
    case "contains":
      return `${path} contains ${value}`;
    default:
      return `${path} ${shownOperator(condition.op)} ${value} ${never("not an operator")}`;
  }
}

/** The conditions of a predicate, joined; "always" for none, since nothing can fail then (spec §1). */
export function predicateInWords(predicate: Predicate): string {
  return predicate.conditions.length === 0 ? "always" : predicate.conditions.map(conditionInWords).join(" and ");
}

/** A limit as a phrase: `at most 10 calls a minute per grant`. */
export function limitInWords(limit: Limit): string {
  return `at most ${counted(limit.max, "call")} ${windowInWords(limit.window)} per ${shownText(limit.scope)}`;
}
