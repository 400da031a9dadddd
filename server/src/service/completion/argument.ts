import { type ArgumentPath, type ArgumentType, argumentPaths } from "../../catalogue/argumentPaths";
import { type Operator, operators } from "../../policy/model/operators";
import type { JsonObject, JsonValue } from "../../policy/text/json";
import type { Context } from "./context";
import { type Placeholder, type Template, templateOf, textPlaceholder, valuePlaceholder } from "./template";

const pathsBySchema = new WeakMap<JsonObject, readonly ArgumentPath[]>();

/** The name of the tool whose rules the position is in; undefined under `all_tools` and at the top. */
export function toolOf({ path }: Pick<Context, "path">): string | undefined {
  return path[0] === "tools" && typeof path[1] === "string" ? path[1] : undefined;
}

/** What conditions on that tool can look at; nothing for a tool that the catalogue does not know. */
export function knownArguments(context: Context): readonly ArgumentPath[] {
  const name = toolOf(context);
  const schema = name === undefined ? undefined : context.env.catalogue.find(name)?.inputSchema;
  if (schema === undefined) return [];
  const paths = pathsBySchema.get(schema) ?? argumentPaths(schema);
  pathsBySchema.set(schema, paths);
  return paths;
}

/** The operators, those first that can hold for the argument. */
export function operatorsByFit(argument: ArgumentPath | undefined): readonly { name: Operator; fits: boolean }[] {
  const all = [...operators.values()].map(({ name }) => name);
  const fitting = fittingOperators(argument) ?? all;
  const others = all.filter((name) => !fitting.includes(name));
  return [...fitting.map((name) => ({ name, fits: true })), ...others.map((name) => ({ name, fits: false }))];
}

function fittingOperators(argument: ArgumentPath | undefined): readonly Operator[] | undefined {
  const byType = argument?.enumValues === undefined ? operatorsByType : operatorsOfEnum;
  const fitting = argument?.types.flatMap((type) => byType[type]) ?? [];
  return fitting.length === 0 ? undefined : [...new Set(fitting)];
}

/**
 * The operators that a condition whose argument is still to be chosen can start with: of the likeliest argument first,
 * then of the others; of unknown arguments, those that compare with one value.
 */
export function openOperators(known: readonly ArgumentPath[], list: "require" | "deny_if"): readonly Operator[] {
  const [first] = known;
  if (first === undefined) return ["eq", "neq", "contains", "regex", "in", "not_in", "exists", "gt", "lte"];
  const likely = first.types[0] === "string" ? "eq" : likelyOperator(first, list);
  return [...new Set([likely, ...known.flatMap((argument) => fittingOperators(argument) ?? [])])];
}

const comparisons = ["lte", "lt", "gte", "gt"] as const;
const equalities = ["eq", "neq", "in", "not_in"] as const;
const memberships = ["in", "not_in", "eq", "neq"] as const;

const operatorsByType: Readonly<Record<ArgumentType, readonly Operator[]>> = {
  string: [...equalities, "regex", "contains", "exists"],
  number: [...comparisons, ...equalities, "exists"],
  integer: [...comparisons, ...equalities, "exists"],
  boolean: ["eq", "exists", "neq"],
  array: ["contains", "exists"],
  object: ["exists"],
};

/** Of an argument that may have a few values only. */
const operatorsOfEnum: Readonly<Record<ArgumentType, readonly Operator[]>> = {
  ...operatorsByType,
  string: [...memberships, "exists", "regex", "contains"],
  number: [...memberships, ...comparisons, "exists"],
  integer: [...memberships, ...comparisons, "exists"],
};

/** The operator that a new condition starts with: `require` says what is allowed, `deny_if` what is not. */
export function likelyOperator(argument: ArgumentPath, list: "require" | "deny_if"): Operator {
  const [type] = argument.types;
  const isRequired = list === "require";
  if (type === "array") return "contains";
  if (type === "object") return "exists";
  if (type === "boolean") return "eq";
  if ((type === "number" || type === "integer") && argument.enumValues === undefined) return isRequired ? "lte" : "gt";
  return isRequired && type !== undefined ? "in" : "eq";
}

/** Values that people may want to compare an argument with: what it may be, its default, the schema's examples. */
export function likelyValues(argument: ArgumentPath | undefined, operator: string | undefined): readonly JsonValue[] {
  if (argument === undefined) return [];
  if (argument.types.includes("array") && operator === "contains") return argument.elementValues ?? [];
  const booleans = argument.types.includes("boolean") ? [true, false] : [];
  const values = [...(argument.enumValues ?? booleans), ...argument.examples];
  return distinctScalars(argument.enumValues === undefined ? values : argument.enumValues);
}

function distinctScalars(values: readonly JsonValue[]): readonly JsonValue[] {
  return [...new Set(values)].filter((value) => value !== "" && value !== null && typeof value !== "object");
}

/** A pattern that says nothing about an argument but that it is one plain word. */
const plainWord = "^[A-Za-z0-9_-]+$";
const mostChoices = 30;

/** The `value` that a new condition starts with. */
export function operandTemplate(operator: string | undefined, argument: ArgumentPath | undefined): Template {
  const values = likelyValues(argument, operator);
  switch (operator) {
    case "exists":
      return choiceOf([true, false]);
    case "in":
    case "not_in":
      if (argument?.enumValues !== undefined) return templateOf(argument.enumValues.slice(0, mostChoices));
      return { elements: [scalarTemplate(values, argument)], inline: true };
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return valuePlaceholder(likelyNumber(values));
    case "regex":
      return textPlaceholder(plainWord);
    default:
      return scalarTemplate(values, argument);
  }
}

function scalarTemplate(values: readonly JsonValue[], argument: ArgumentPath | undefined): Template {
  if (values.length > 1) return choiceOf(values);
  const [type] = argument?.types ?? [];
  if (type === "number" || type === "integer") return valuePlaceholder(likelyNumber(values));
  const [only] = values;
  return typeof only === "string"
    ? textPlaceholder(only)
    : only === undefined
      ? textPlaceholder("")
      : valuePlaceholder(only);
}

function choiceOf(values: readonly JsonValue[]): Placeholder {
  const few = values.slice(0, mostChoices);
  if (few.every((value) => typeof value === "string")) return textPlaceholder(few[0] ?? "", few);
  const choices = few.map((value) => JSON.stringify(value));
  return { placeholder: choices[0] ?? "", quoted: false, choices };
}

/** A default of 0 says "none" in most schemas: nothing to compare with. */
function likelyNumber(values: readonly JsonValue[]): number {
  return values.find((value): value is number => typeof value === "number" && value > 0) ?? 100;
}
