import type { Schema } from "@cfworker/json-schema";
import { isJsonObject, type JsonValue } from "../policy/text/json";
import { listOf, quote } from "../policy/words/wording";
import { jsonTypeOf } from "./jsonSchema";

/** More values of an enumeration are not spelled out. */
const mostValues = 8;

/** Names what is required and not there, one sentence each. */
export function missingMessage(value: JsonValue, schema: Schema, path: readonly (string | number)[]): string[] {
  if (!isJsonObject(value)) return [];
  return (schema.required ?? [])
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => `${argumentName([...path, name])} is required.`);
}

/** Says in which way a value does not fulfil a keyword of its schema; nothing for keywords that are not checked. */
export function misfitMessage(
  keyword: string,
  value: JsonValue,
  schema: Schema,
  path: readonly (string | number)[],
): string[] {
  const requirement = requirementOf(keyword, value, schema);
  return requirement === undefined ? [] : [`${argumentName(path)} ${requirement}.`];
}

/** What an author calls a value of the arguments: `"filter.ids[0]"`. */
export function argumentName(path: readonly (string | number)[]): string {
  if (path.length === 0) return "The object of the arguments";
  return quote(
    path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join(""),
  );
}

function requirementOf(keyword: string, value: JsonValue, schema: Schema): string | undefined {
  switch (keyword) {
    case "type":
      return `must be ${typesInWords(asList(schema.type))}, not ${valueInWords(value)}`;
    case "enum":
      return `must be ${valuesInWords(schema.enum ?? [])}`;
    case "const":
      return `must be ${literal(schema.const)}`;
    case "anyOf":
      return choiceInWords(value, schema.anyOf ?? []);
    case "oneOf":
      return choiceInWords(value, schema.oneOf ?? []);
    case "not":
    case "false":
      return "is a value that the tool does not accept";
    case "minimum":
      return `must be ${schema.minimum} or more`;
    case "maximum":
      return `must be ${schema.maximum} or less`;
    case "exclusiveMinimum":
      return `must be more than ${schema.exclusiveMinimum}`;
    case "exclusiveMaximum":
      return `must be less than ${schema.exclusiveMaximum}`;
    case "multipleOf":
      return `must be a multiple of ${schema.multipleOf}`;
    case "minLength":
      return schema.minLength === 1 ? "must not be empty" : `must have at least ${schema.minLength} characters`;
    case "maxLength":
      return `must have at most ${counted(schema.maxLength, "character")}`;
    case "minItems":
      return `must have at least ${counted(schema.minItems, "entry")}`;
    case "maxItems":
      return `must have at most ${counted(schema.maxItems, "entry")}`;
    case "minProperties":
      return `must have at least ${counted(schema.minProperties, "field")}`;
    case "maxProperties":
      return `must have at most ${counted(schema.maxProperties, "field")}`;
    default:
      return undefined;
  }
}

/** When the alternatives differ by type alone, the types say it all. */
function choiceInWords(value: JsonValue, branches: readonly Schema[]): string {
  const types = branches.flatMap(({ type }) => asList(type));
  const typed = branches.every(({ type }) => type !== undefined);
  if (typed && !types.some((type) => type === jsonTypeOf(value) || (type === "integer" && typeof value === "number")))
    return `must be ${typesInWords(types)}, not ${valueInWords(value)}`;
  return "fits none of the forms that the tool accepts";
}

function asList<Value>(value: Value | readonly Value[] | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as Value];
}

const typeWords: Readonly<Record<string, string>> = {
  array: "an array",
  boolean: "true or false",
  integer: "a whole number",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a text",
};

/** `a text, a whole number or null`. */
export function typesInWords(types: readonly string[]): string {
  return listOf(
    [...new Set(types)].map((type) => typeWords[type] ?? quote(type)),
    "or",
  );
}

function valuesInWords(values: readonly JsonValue[]): string {
  const shown = values.slice(0, mostValues).map(literal);
  if (shown.length === 1 && values.length === 1) return shown.join();
  const more = values.length - shown.length;
  return more > 0 ? `one of ${shown.join(", ")} and ${more} more` : `one of ${listOf(shown, "or")}`;
}

/** A value as JSON, on one line and not too long. */
function literal(value: JsonValue): string {
  if (typeof value === "string") return quote(value);
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function valueInWords(value: JsonValue): string {
  if (typeof value === "string") return value === "" ? "an empty text" : `the text ${quote(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean" || value === null) return String(value);
  return Array.isArray(value) ? "an array" : "an object";
}

function counted(count: number | undefined, noun: string): string {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}
