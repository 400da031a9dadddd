import type { Schema } from "@cfworker/json-schema";
import { isJsonObject, type JsonValue } from "../policy/text/json";
import { describeValue } from "../policy/words/describeValue";
import { boundedListOf } from "../policy/words/plain/listOf";
import { counted } from "../policy/words/plain/plural";
import { quote } from "../policy/words/plain/quote";
import { typesInWords } from "../policy/words/plain/types";
import { shownValue } from "../policy/words/shownValue";
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
      return `must be ${typesInWords(asList(schema.type))}, not ${describeValue(value)}`;
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
      return `must have at most ${counted(schema.maxLength ?? 0, "character")}`;
    case "minItems":
      return `must have at least ${counted(schema.minItems ?? 0, "entry")}`;
    case "maxItems":
      return `must have at most ${counted(schema.maxItems ?? 0, "entry")}`;
    case "minProperties":
      return `must have at least ${counted(schema.minProperties ?? 0, "field")}`;
    case "maxProperties":
      return `must have at most ${counted(schema.maxProperties ?? 0, "field")}`;
    default:
      return undefined;
  }
}

/** When the alternatives differ by type alone, the types say it all. */
function choiceInWords(value: JsonValue, branches: readonly Schema[]): string {
  const types = branches.flatMap(({ type }) => asList(type));
  const typed = branches.every(({ type }) => type !== undefined);
  if (typed && !types.some((type) => type === jsonTypeOf(value) || (type === "integer" && typeof value === "number")))
    return `must be ${typesInWords(types)}, not ${describeValue(value)}`;
  return "fits none of the forms that the tool accepts";
}

function asList<Value>(value: Value | readonly Value[] | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as Value];
}

function valuesInWords(values: readonly JsonValue[]): string {
  const shown = values.map(literal);
  return shown.length === 1 ? shown.join() : `one of ${boundedListOf(shown, mostValues, "or")}`;
}

/** A value as JSON, on one line and not too long. */
function literal(value: JsonValue): string {
  return typeof value === "string" ? quote(value) : shownValue(value);
}
