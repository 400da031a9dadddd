import { isJsonObject, type JsonObject, type JsonValue } from "../policy/json";
import { findByPointer, jsonTypeOf, listOf, own } from "./jsonSchema";

/** JSON Schema's names of types; "integer" beside "number" as schemas use them. */
export type ArgumentType = "string" | "number" | "integer" | "boolean" | "array" | "object";

/** An argument of a tool that a condition can look at, or a field inside of one. */
export interface ArgumentPath {
  /** As a condition writes it: `args.` and the names, with dots between (spec §1). */
  readonly path: string;
  /** The types that it may have, null left out; empty when the schema does not say. */
  readonly types: readonly ArgumentType[];
  /** Whether every call has it: it is required, and so is every object around it. */
  readonly required: boolean;
  readonly description: string;
  /** The only values that it may have; undefined when the schema does not list them. */
  readonly enumValues: readonly JsonValue[] | undefined;
  /** Values worth offering: the default first, then the examples. */
  readonly examples: readonly JsonValue[];
  /** What the elements of an array may be; undefined when the schema does not list them. */
  readonly elementValues: readonly JsonValue[] | undefined;
}

/** Fields deeper than this are left out, and so are those beyond the bounds: a schema comes from strangers. */
const deepest = 8;
const mostPaths = 500;
const mostSchemas = 5_000;

/**
 * The paths that a condition can use for a tool, from the JSON Schema of its arguments: outer ones first, each level in
 * the schema's order. `anyOf`, `oneOf` and `allOf` are merged, references inside the schema are followed. Paths walk
 * objects only (spec §2): elements of arrays and names with a dot are out of reach.
 */
export function argumentPaths(inputSchema: JsonObject): readonly ArgumentPath[] {
  const budget = { schemas: mostSchemas };
  const paths: ArgumentPath[] = [];
  let level: Level[] = [{ prefix: "args", required: true, schemas: variants(inputSchema, inputSchema, budget) }];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: Level[] = [];
    for (const { prefix, required, schemas } of level) {
      const names = requiredNames(schemas);
      for (const [name, declared] of propertiesOf(schemas)) {
        if (name === "" || name.includes(".")) continue;
        if (paths.length >= mostPaths) return paths;
        const inner = declared.flatMap((schema) => variants(schema, inputSchema, budget));
        const path = argumentPath(`${prefix}.${name}`, required && names.has(name), inner, inputSchema, budget);
        paths.push(path);
        next.push({ prefix: path.path, required: path.required, schemas: inner });
      }
    }
    level = next;
  }
  return paths;
}

/** The object at a path: what the schema says about it, in all variants. */
interface Level {
  readonly prefix: string;
  readonly required: boolean;
  readonly schemas: readonly JsonObject[];
}

interface Budget {
  schemas: number;
}

/** A schema and all that it is made of; references to itself end where they have been before. */
function variants(schema: JsonValue, root: JsonObject, budget: Budget): JsonObject[] {
  const found = new Set<JsonObject>();
  const open: (JsonValue | undefined)[] = [schema];
  while (open.length > 0 && budget.schemas > 0) {
    const current = open.pop();
    if (!isJsonObject(current) || found.has(current)) continue;
    budget.schemas--;
    found.add(current);
    const parts = ["anyOf", "oneOf", "allOf"].flatMap((keyword) => listOf(current, keyword));
    open.push(...parts.toReversed());
    const reference = own(current, "$ref");
    if (typeof reference === "string") open.push(findByPointer(root, reference));
  }
  return [...found];
}

function propertiesOf(schemas: readonly JsonObject[]): ReadonlyMap<string, readonly JsonValue[]> {
  const properties = new Map<string, JsonValue[]>();
  for (const schema of schemas) {
    const members = own(schema, "properties");
    if (!isJsonObject(members)) continue;
    for (const [name, value] of Object.entries(members)) {
      const known = properties.get(name);
      if (known === undefined) properties.set(name, [value]);
      else known.push(value);
    }
  }
  return properties;
}

/** Names that some part requires. Alternatives are not told apart: it is a hint for people, never a check. */
function requiredNames(schemas: readonly JsonObject[]): ReadonlySet<JsonValue> {
  return new Set(schemas.flatMap((schema) => listOf(schema, "required")));
}

function argumentPath(
  path: string,
  required: boolean,
  schemas: readonly JsonObject[],
  root: JsonObject,
  budget: Budget,
): ArgumentPath {
  const enumValues = allowedValues(schemas);
  const elements = schemas.flatMap((schema) => variants(own(schema, "items") ?? null, root, budget));
  return {
    path,
    types: typesOf(schemas, enumValues),
    required,
    description: firstText(schemas, "description") ?? firstText(schemas, "title") ?? "",
    enumValues,
    examples: distinct([
      ...schemas.flatMap((schema) => [own(schema, "default")]),
      ...schemas.flatMap((schema) => listOf(schema, "examples")),
    ]),
    elementValues: allowedValues(elements),
  };
}

function allowedValues(schemas: readonly JsonObject[]): readonly JsonValue[] | undefined {
  const values = schemas.flatMap((schema) => [...listOf(schema, "enum"), own(schema, "const")]);
  const known = distinct(values);
  return known.length > 0 ? known : undefined;
}

const argumentTypes: readonly ArgumentType[] = ["string", "number", "integer", "boolean", "array", "object"];

function typesOf(
  schemas: readonly JsonObject[],
  enumValues: readonly JsonValue[] | undefined,
): readonly ArgumentType[] {
  const written = schemas.flatMap((schema) => {
    const type = own(schema, "type");
    if (typeof type === "string") return [type];
    if (Array.isArray(type)) return type;
    return Object.hasOwn(schema, "properties") ? ["object"] : [];
  });
  const names = new Set<JsonValue>(written.length > 0 ? written : (enumValues ?? []).map(jsonTypeOf));
  return argumentTypes.filter((type) => names.has(type));
}

function firstText(schemas: readonly JsonObject[], keyword: string): string | undefined {
  const texts = schemas.map((schema) => own(schema, keyword));
  return texts.find((text): text is string => typeof text === "string" && text !== "");
}

/** Values without null and repetitions, of a number that people can look through. */
function distinct(values: readonly (JsonValue | undefined)[]): readonly JsonValue[] {
  const byText = new Map<string, JsonValue>();
  for (const value of values) {
    if (byText.size >= 100) break;
    if (value !== undefined && value !== null) byText.set(JSON.stringify(value), value);
  }
  return [...byText.values()];
}
