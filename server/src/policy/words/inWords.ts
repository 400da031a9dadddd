import type { ConditionOutcome } from "../decide/condition";
import { windowInWords } from "../decide/window";
import { isOperator } from "../model/operators";
import type { Condition, Limit, Predicate, PredicateList } from "../model/policy";
import { anchoringOf } from "../pattern/anchoring";
import { compilePattern } from "../pattern/pattern";
import type { JsonObject, JsonValue } from "../text/json";
import { hasExponent, printedForm } from "../text/printedForm";
import { listOf } from "./wording";

/** Longer values and paths are cut. */
const longestShown = 60;

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
      if (typeof condition.value !== "string") return `${path} matches ${value} ${never("not a text")}`;
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
  const calls = limit.max === 1 ? "1 call" : `${limit.max} calls`;
  return `at most ${calls} ${windowInWords(limit.window)} per ${shownText(limit.scope)}`;
}

/** Why a condition held for a call, or did not: `args.amount is 250, which is greater than 100`. */
export function outcomeInWords(condition: Condition, outcome: ConditionOutcome): string {
  const path = shownText(condition.path);
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
      return `${found}, which ${holds === (op === "eq") ? "equals" : "does not equal"} ${shownValue(value)}${asPrinted([value], actual)}`;
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      if (typeof actual !== "number") return fails(", which is not a number");
      if (typeof value !== "number") return fails(`, but ${shownValue(value)} is not a number`);
      return `${found}, which is ${holds ? "" : "not "}${orderInWords[op]} ${shownValue(value)}`;
    case "in":
      if (!Array.isArray(value)) return fails(`, but ${shownValue(value)} is not an array`);
      if (value.length === 0) return fails(", but the array of values is empty");
      return `${found}, which is ${holds ? "" : "not "}one of ${listInWords(value)}${asPrinted(value, actual)}`;
    case "not_in":
      if (!Array.isArray(value)) return `${found}, and ${shownValue(value)} is not an array, so the condition holds`;
      if (value.length === 0) return `${found}, and the array of values is empty, so the condition holds`;
      return `${found}, which is ${holds ? "not " : ""}one of ${listInWords(value)}${asPrinted(value, actual)}`;
    case "exists":
      if (typeof value !== "boolean") return fails(`, but ${shownValue(value)} is neither true nor false`);
      if (actual === null) return `${found}, which counts as missing${holds ? "" : ", so the condition is false"}`;
      return `${found}, so it is present${holds ? "" : ", and the condition is false"}`;
    case "regex": {
      if (typeof actual !== "string") return fails(", which is not a text");
      if (typeof value !== "string") return fails(`, but ${shownValue(value)} is not a pattern`);
      if (holds === undefined) return `${found}; whether it matches ${shownText(value)} is not known`;
      if (compilePattern(value).kind === "refused")
        return fails(`, but ${shownText(value)} cannot be used as a pattern`);
      return `${found}, which ${holds ? "matches" : "does not match"} ${shownText(value)}`;
    }
    case "contains":
      if (typeof actual !== "string" && !Array.isArray(actual)) return fails(", which is neither a text nor an array");
      if (typeof actual === "string" && typeof value !== "string") {
        return fails(`, a text, which cannot contain ${shownValue(value)}`);
      }
      return `${found}, which ${holds ? "contains" : "does not contain"} ${shownValue(value)}`;
  }
}

/** That a number is compared with a text in another form than it is written in: " (as text, 1000000 is "1e+06")". */
function asPrinted(values: readonly JsonValue[], actual: JsonValue): string {
  if (typeof actual !== "string") return "";
  const number = values.find((value) => typeof value === "number" && hasExponent(value));
  return number === undefined ? "" : ` (as text, ${shownValue(number)} is ${shownValue(printedForm(number))})`;
}

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
  const verdict = list === "deny_if" ? "not denied" : "denied";
  return `A call that sends the text "${number}" instead of a number is ${verdict}: ${op} is false for anything but a JSON number.`;
}

function regexTraps(path: string, pattern: string, list: PredicateList): string[] {
  const traps: string[] = [];
  const anchoring = anchoringOf(pattern);
  if (anchoring === "none")
    traps.push("The pattern matches anywhere in the text. To match the whole text, write ^(?:…)$.");
  if (anchoring === "start") traps.push("Anything may follow the match, since the pattern does not end with $.");
  if (anchoring === "end") traps.push("Anything may stand before the match, since the pattern does not start with ^.");
  const other = `A call whose ${shownText(path)} is not a text is ${list === "deny_if" ? "not denied" : "denied"}`;
  const types = `${other}: regex is false for numbers, arrays and everything else.`;
  // What slips past a deny rule weighs more than what a pattern matches too much.
  return list === "deny_if" ? [types, ...traps] : [...traps, types];
}

function containsTrap({ path, value }: Condition): string {
  const shown = shownValue(value);
  return typeof value === "string"
    ? `If ${shownText(path)} is a text, ${shown} may stand anywhere in it, within a word too; if it is an array, one element must equal ${shown}.`
    : `If ${shownText(path)} is a text, contains is false: only an array can contain ${shown}.`;
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
    return 'null equals the text "<nil>" too, and not a missing argument. To test for either, use exists.';
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
    : `${twin === value ? value : capitalised(twin)} equals the text ${shownValue(value)} too: the printed text is compared.`;
}

function isPrintedNumber(text: string): boolean {
  return /^-?\d/.test(text) && text.length < 30 && printedForm(Number(text)) === text;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const orderInWords = {
  lt: "less than",
  lte: "at most",
  gt: "greater than",
  gte: "at least",
} as const;

/** `"a"`, `"a" or "b"`; what does not fit is counted. */
function listInWords(values: readonly JsonValue[]): string {
  const words: string[] = [];
  let length = 0;
  for (const value of values) {
    const word = shownValue(value);
    length += word.length + 2;
    if (words.length > 0 && length > longestShown) break;
    words.push(word);
  }
  const more = values.length - words.length;
  return listOf(more === 0 ? words : [...words, more === 1 ? "1 more" : `${more} more`], "or");
}

function shownOperator(op: string): string {
  return `"${shownText(op)}"`;
}

/** A text of the policy for a sentence: on one line, without characters that a person cannot see, and not too long. */
function shownText(text: string): string {
  return cut(escaped(text.slice(0, longestShown + 1)));
}

/** A value as JSON for a sentence. Stops when it is long enough, however large or deep the value is. */
export function shownValue(value: JsonValue): string {
  const parts: string[] = [];
  writeJson(value, parts, { left: longestShown + 1 });
  return cut(escaped(parts.join("")));
}

/** Writes JSON until its budget is used up. Each level writes at least a bracket, which bounds the recursion. */
function writeJson(value: JsonValue, parts: string[], budget: { left: number }): void {
  const write = (text: string) => {
    parts.push(text);
    budget.left -= text.length;
  };
  if (typeof value === "string") {
    write(JSON.stringify(value.slice(0, budget.left + 1)));
  } else if (Array.isArray(value)) {
    write("[");
    for (let index = 0; index < value.length && budget.left > 0; index++) {
      if (index > 0) write(",");
      writeJson(value[index], parts, budget);
    }
    write("]");
  } else if (typeof value === "object" && value !== null) {
    write("{");
    for (const [index, key] of Object.keys(value).entries()) {
      if (budget.left <= 0) break;
      write(`${index > 0 ? "," : ""}${JSON.stringify(key.slice(0, budget.left + 1))}:`);
      writeJson((value as JsonObject)[key] as JsonValue, parts, budget);
    }
    write("}");
  } else {
    write(String(value));
  }
}

/** Control and invisible characters, which JSON leaves as they are, could make a sentence look like another one. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uD800-\uDFFF]/gu, (each) => {
    return Array.from({ length: each.length }, (_, index) => {
      return `\\u${each.charCodeAt(index).toString(16).padStart(4, "0")}`;
    }).join("");
  });
}

function cut(text: string): string {
  if (text.length <= longestShown) return text;
  // Not in the middle of a surrogate pair.
  return `${text.slice(0, longestShown - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
