import { isOperator } from "../model/operators";
import type { Condition, PredicateList } from "../model/policy";
import { anchoringOf } from "../pattern/anchoring";
import type { JsonValue } from "../text/json";
import { printedForm } from "../text/printedForm";
import { capitalised } from "./plain/sentence";
import { shownText, shownValue } from "./shownValue";

/** What most likely surprises the author of a condition (spec §2, "Conditions"); undefined when nothing should. */
export function conditionPitfall(condition: Condition, list: PredicateList): string | undefined {
  return conditionPitfalls(condition, list)[0];
}

/** All that may surprise the author of a condition, a sentence each, the most important first. */
export function conditionPitfalls(condition: Condition, list: PredicateList): readonly string[] {
  const { op, value } = condition;
  // `exists` is the operator without pitfalls; what is no operator, or leads nowhere, is an error and not a pitfall.
  if (!isOperator(op) || op === "exists" || !condition.path.startsWith("args.")) return [];
  const missing = missingPitfall(condition, list);
  switch (op) {
    case "neq":
    case "not_in":
    case "eq":
    case "in":
      return [missing, ...equalityPitfalls(op === "in" || op === "not_in" ? value : [value])];
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return typeof value === "number" ? [numberPitfall(op, value, list), missing] : [missing];
    case "regex":
      return typeof value === "string" ? [...regexPitfalls(condition.path, value, list), missing] : [missing];
    case "contains":
      return list === "deny_if" ? [missing, containsPitfall(condition)] : [containsPitfall(condition), missing];
  }
}

function missingPitfall({ path, op }: Condition, list: PredicateList): string {
  const without = `A call without ${shownText(path)} is`;
  if (list === "require")
    return `${without} denied, even if the argument is optional: ${op} is false when it is missing.`;
  return op === "neq" || op === "not_in"
    ? `${without} not denied: ${op} is false when the argument is missing, although it then equals nothing.`
    : `${without} not denied: ${op} is false when the argument is missing.`;
}

/** An example that passes as a number and not as a text is the shortest explanation. */
function numberPitfall(op: "lt" | "lte" | "gt" | "gte", value: number, list: PredicateList): string {
  const number = op === "gt" ? value + 1 : op === "lt" ? value - 1 : value;
  const effect = list === "deny_if" ? "not denied" : "denied";
  return `A call that sends the string "${number}" instead of a number is ${effect}: ${op} is false for anything but a JSON number.`;
}

function regexPitfalls(path: string, pattern: string, list: PredicateList): string[] {
  const pitfalls: string[] = [];
  const anchoring = anchoringOf(pattern);
  if (anchoring === "none")
    pitfalls.push("The pattern matches anywhere in the string. To match the whole string, write ^(?:…)$.");
  if (anchoring === "start") pitfalls.push("Anything may follow the match, since the pattern does not end with $.");
  if (anchoring === "end")
    pitfalls.push("Anything can come before the match, because the pattern does not start with ^.");
  const other = `A call whose ${shownText(path)} is not a string is ${list === "deny_if" ? "not denied" : "denied"}`;
  const types = `${other}: regex is false for numbers, arrays and everything else.`;
  // What slips past a deny rule weighs more than what a pattern matches too much.
  return list === "deny_if" ? [types, ...pitfalls] : [...pitfalls, types];
}

function containsPitfall({ path, value }: Condition): string {
  const shown = shownValue(value);
  return typeof value === "string"
    ? `If ${shownText(path)} is a string, ${shown} can be anywhere in it, also within a word; if it is an array, one element must equal ${shown}.`
    : `If ${shownText(path)} is a string, contains is false: only an array can contain ${shown}.`;
}

function equalityPitfalls(values: JsonValue): string[] {
  if (!Array.isArray(values)) return [];
  const pitfalls = new Set<string>();
  for (const value of values) {
    if (pitfalls.size > 2) break;
    const pitfall = equalityPitfall(value);
    if (pitfall !== undefined) pitfalls.add(pitfall);
  }
  return [...pitfalls];
}

function equalityPitfall(value: JsonValue): string | undefined {
  if (value === null)
    return 'null also equals the string "<nil>", and not a missing argument. To test for either, use exists.';
  if (typeof value === "object") {
    return "Arrays and objects are compared by the text that Go prints for them. Compare single fields instead.";
  }
  if (typeof value !== "string") {
    return `The string ${shownValue(printedForm(value))} equals ${shownValue(value)} too: the printed text is compared.`;
  }
  const twin =
    value === "true" || value === "false" ? value : isPrintedNumber(value) ? `the number ${value}` : undefined;
  return twin === undefined
    ? undefined
    : `${twin === value ? value : capitalised(twin)} equals the string ${shownValue(value)} too: the printed text is compared.`;
}

function isPrintedNumber(text: string): boolean {
  return /^-?\d/.test(text) && text.length < 30 && printedForm(Number(text)) === text;
}
