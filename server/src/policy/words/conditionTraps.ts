import { isOperator } from "../model/operators";
import type { Condition, PredicateList } from "../model/policy";
import { anchoringOf } from "../pattern/anchoring";
import type { JsonValue } from "../text/json";
import { printedForm } from "../text/printedForm";
import { capitalised } from "./plain/sentence";
import { shownText, shownValue } from "./shownValue";

/** What most likely surprises the author of a condition (spec §2, "Conditions"); undefined when nothing should. */
export function conditionTrap(condition: Condition, list: PredicateList): string | undefined {
  return conditionTraps(condition, list)[0];
}

/** All that may surprise the author of a condition, a sentence each, the most important first. */
export function conditionTraps(condition: Condition, list: PredicateList): readonly string[] {
  const { op, value } = condition;
  // `exists` is the operator without traps; what is no operator, or leads nowhere, is an error and not a trap.
  if (!isOperator(op) || op === "exists" || !condition.path.startsWith("args.")) return [];
  const missing = missingTrap(condition, list);
  switch (op) {
    case "neq":
    case "not_in":
    case "eq":
    case "in":
      return [missing, ...equalityTraps(op === "in" || op === "not_in" ? value : [value])];
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return typeof value === "number" ? [numberTrap(op, value, list), missing] : [missing];
    case "regex":
      return typeof value === "string" ? [...regexTraps(condition.path, value, list), missing] : [missing];
    case "contains":
      return list === "deny_if" ? [missing, containsTrap(condition)] : [containsTrap(condition), missing];
  }
}

function missingTrap({ path, op }: Condition, list: PredicateList): string {
  const without = `A call without ${shownText(path)} is`;
  if (list === "require")
    return `${without} denied, even if the argument is optional: ${op} is false when it is missing.`;
  return op === "neq" || op === "not_in"
    ? `${without} not denied: ${op} is false when the argument is missing, although it then equals nothing.`
    : `${without} not denied: ${op} is false when the argument is missing.`;
}

/** An example that passes as a number and not as a text is the shortest explanation. */
function numberTrap(op: "lt" | "lte" | "gt" | "gte", value: number, list: PredicateList): string {
  const number = op === "gt" ? value + 1 : op === "lt" ? value - 1 : value;
  const effect = list === "deny_if" ? "not denied" : "denied";
  return `A call that sends the string "${number}" instead of a number is ${effect}: ${op} is false for anything but a JSON number.`;
}

function regexTraps(path: string, pattern: string, list: PredicateList): string[] {
  const traps: string[] = [];
  const anchoring = anchoringOf(pattern);
  if (anchoring === "none")
    traps.push("The pattern matches anywhere in the string. To match the whole string, write ^(?:…)$.");
  if (anchoring === "start") traps.push("Anything may follow the match, since the pattern does not end with $.");
  if (anchoring === "end") traps.push("Anything can come before the match, because the pattern does not start with ^.");
  const other = `A call whose ${shownText(path)} is not a string is ${list === "deny_if" ? "not denied" : "denied"}`;
  const types = `${other}: regex is false for numbers, arrays and everything else.`;
  // What slips past a deny rule weighs more than what a pattern matches too much.
  return list === "deny_if" ? [types, ...traps] : [...traps, types];
}

function containsTrap({ path, value }: Condition): string {
  const shown = shownValue(value);
  return typeof value === "string"
    ? `If ${shownText(path)} is a string, ${shown} can be anywhere in it, also within a word; if it is an array, one element must equal ${shown}.`
    : `If ${shownText(path)} is a string, contains is false: only an array can contain ${shown}.`;
}

function equalityTraps(values: JsonValue): string[] {
  if (!Array.isArray(values)) return [];
  const traps = new Set<string>();
  for (const value of values) {
    if (traps.size > 2) break;
    const trap = equalityTrap(value);
    if (trap !== undefined) traps.add(trap);
  }
  return [...traps];
}

function equalityTrap(value: JsonValue): string | undefined {
  if (value === null)
    return 'null also equals the string "<nil>", and not a missing argument. To test for either, use exists.';
  if (typeof value === "object") {
    return "Arrays and objects are compared by the text that Go prints for them. Compare single fields instead.";
  }
  if (typeof value !== "string") {
    return `The text ${shownValue(printedForm(value))} equals ${shownValue(value)} too: the printed text is compared.`;
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
