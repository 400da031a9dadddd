import type { JsonObject, JsonValue } from "../../policy/text/json";
import { isJsonObject } from "../../policy/text/json";
import { jsonTypeOf, listOf, own } from "../jsonSchema";
import type { Shape } from "./shape";

/** JSON Schema's names of types; "integer" beside "number" as schemas use them. */
export type ArgumentType = "string" | "number" | "integer" | "boolean" | "array" | "object";

const argumentTypes: readonly ArgumentType[] = ["string", "number", "integer", "boolean", "array", "object"];

/** Values that people can look through; longer lists are cut. */
const mostValues = 500;

/** The types that a shape accepts, null left out; empty when it does not say. */
export function typesOf(shape: Shape): readonly ArgumentType[] {
  const names = namesOf(shape);
  return names === undefined ? [] : argumentTypes.filter((type) => names.has(type));
}

/** Whether a shape accepts null, by what it says. A shape that says nothing is not nullable for people. */
export function isNullable(shape: Shape): boolean {
  if (shape.nullable) return true;
  const states = shape.all.some((schema) => {
    const type = own(schema, "type");
    return type === "null" || (Array.isArray(type) && type.includes("null")) || listOf(schema, "enum").includes(null);
  });
  return states || shape.groups.some((group) => group.some(isNullable));
}

/** The only values that a shape accepts, null left out; undefined when it does not list them. */
export function valuesOf(shape: Shape): readonly JsonValue[] | undefined {
  const lists = stated(shape, valuesIn, valuesOf, (branches) => branches.flat());
  const [first, ...others] = lists;
  if (first === undefined) return undefined;
  const allowed = others.map((list) => new Set(list.map((value) => JSON.stringify(value))));
  const common = first.filter((value) => allowed.every((set) => set.has(JSON.stringify(value))));
  return distinct(common.length > 0 ? common : first);
}

/** Keywords that say more about a value than is read here. */
const keywordsBeyond = ["not", "if", "dependentSchemas", "dependencies", "patternProperties"];

/** Whether the types and values that are read are all that the shape accepts. */
export function isExact(shape: Shape): boolean {
  if (shape.cut || shape.partial) return false;
  const saysMore = shape.all.some((schema) => keywordsBeyond.some((keyword) => Object.hasOwn(schema, keyword)));
  return !saysMore && shape.groups.every((group) => group.every(isExact));
}

/** The value that counts when the argument is left out; undefined when no part names one. */
export function defaultOf(shape: Shape): JsonValue | undefined {
  return parts(shape)
    .map((schema) => own(schema, "default"))
    .find((value) => value !== undefined);
}

/** Values worth offering: the schema's examples, and what alternatives list beside open ones. */
export function examplesOf(shape: Shape): readonly JsonValue[] {
  const examples = parts(shape).flatMap((schema) => [...listOf(schema, "examples"), ...one(schema, "example")]);
  const isClosed = valuesOf(shape) !== undefined;
  const listed = isClosed ? [] : shape.groups.flatMap((group) => group.flatMap((branch) => valuesOf(branch) ?? []));
  return distinct([...examples, ...listed]);
}

/** What is said about the value, "" when nothing is: the nearest description, else the nearest title. */
export function descriptionOf(shape: Shape): string {
  return firstText(shape, "description") ?? firstText(shape, "title") ?? "";
}

/** The schema's `format`, such as "uri" or "email"; undefined when there is none. */
export function formatOf(shape: Shape): string | undefined {
  return firstText(shape, "format");
}

/** All plain schemas of a shape: those that always count first, then those of alternatives. */
export function parts({ all, groups }: Shape): readonly JsonObject[] {
  return groups.length === 0 ? all : [...all, ...groups.flatMap((group) => group.flatMap(parts))];
}

/** Values without null and repetitions. */
export function distinct(values: readonly JsonValue[]): readonly JsonValue[] {
  const byText = new Map<string, JsonValue>();
  for (const value of values) {
    if (byText.size >= mostValues) break;
    if (value !== null) byText.set(JSON.stringify(value), value);
  }
  return [...byText.values()];
}

/** Names of types, or undefined for any. */
function namesOf(shape: Shape): ReadonlySet<string> | undefined {
  const sets = stated(shape, typesIn, namesOf, (branches) => new Set(branches.flatMap((names) => [...names])));
  const [first, ...others] = sets;
  if (first === undefined) return undefined;
  let common = first;
  for (const other of others) {
    const both = intersection(common, other);
    if (both.size > 0) common = both;
  }
  return common;
}

/** What each schema states of the value, and what each choice does whose branches all state it. */
function stated<T>(
  shape: Shape,
  bySchema: (schema: JsonObject) => T | undefined,
  byBranch: (branch: Shape) => T | undefined,
  together: (branches: readonly T[]) => T,
): readonly T[] {
  const alone = shape.all.map(bySchema).filter((each) => each !== undefined);
  // So are most, and thousands of tools are read at once.
  if (shape.groups.length === 0) return alone;
  const groups = shape.groups.map((group) => {
    const branches = group.map(byBranch).filter((each) => each !== undefined);
    return branches.length === group.length && branches.length > 0 ? together(branches) : undefined;
  });
  return [...alone, ...groups.filter((each) => each !== undefined)];
}

/** Every integer is a number, so that both together are an integer. */
function intersection(one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> {
  const accepts = (types: ReadonlySet<string>, name: string): boolean =>
    types.has(name) || (name === "integer" && types.has("number"));
  return new Set([
    ...[...one].filter((name) => accepts(other, name)),
    ...[...other].filter((name) => accepts(one, name)),
  ]);
}

/** The types that one schema states, or that its other keywords leave no doubt about. */
function typesIn(schema: JsonObject): ReadonlySet<string> | undefined {
  const type = own(schema, "type");
  if (typeof type === "string") return new Set([type]);
  if (Array.isArray(type)) return new Set(type.filter((each) => typeof each === "string"));
  const values = valuesIn(schema);
  if (values !== undefined) return new Set(values.map(jsonTypeOf));
  if (isJsonObject(own(schema, "properties"))) return new Set(["object"]);
  return Object.hasOwn(schema, "items") || Object.hasOwn(schema, "prefixItems") ? new Set(["array"]) : undefined;
}

function valuesIn(schema: JsonObject): readonly JsonValue[] | undefined {
  const values = own(schema, "enum");
  if (Array.isArray(values) && values.length > 0) return values;
  const constant = own(schema, "const");
  return constant === undefined ? undefined : [constant];
}

function firstText(shape: Shape, keyword: string): string | undefined {
  return parts(shape)
    .map((schema) => own(schema, keyword))
    .find((text): text is string => typeof text === "string" && text !== "");
}

/** OpenAPI's `example`, which generated schemas keep. */
function one(schema: JsonObject, keyword: string): readonly JsonValue[] {
  const value = own(schema, keyword);
  return value === undefined ? [] : [value];
}
