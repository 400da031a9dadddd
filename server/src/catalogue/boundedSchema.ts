import type { Schema } from "@cfworker/json-schema";
import { isJsonObject, type JsonObject, type JsonValue } from "../policy/json";
import { findByPointer } from "./inputSchema";

/** The most values of a schema that are looked at: the longest one of the bundled catalogue has fewer than 200. */
const mostNodes = 2000;
const deepest = 24;
/** How often a schema may be unfolded inside of itself. */
const mostUnfoldings = 2;

/**
 * A part of an untrusted schema that can be checked in bounded time: a tree without references, of at most so many
 * nodes. What the validator would check by a regular expression of JavaScript (`pattern`, `patternProperties`, `format`)
 * or in quadratic time (`uniqueItems`) is left out, and so is what is malformed; a schema can be exponential by its
 * references alone. What is left out only ever makes the check more lenient: see `exact`.
 */
export function boundedSchema(inputSchema: JsonObject): Schema | boolean {
  return bound(inputSchema, { root: inputSchema, nodesLeft: mostNodes }, 0, []).schema;
}

interface Bounded {
  readonly schema: Schema | boolean;
  /** false: something was left out. Under `not`, `if` and `oneOf` that would make the check stricter. */
  readonly exact: boolean;
}

interface Work {
  readonly root: JsonObject;
  nodesLeft: number;
}

const anything: Bounded = { schema: true, exact: false };

/** Keywords that say nothing about which values fit, or that are read together with another one. */
const silent = new Set(
  "$schema $id $anchor $comment $defs definitions title description default examples deprecated readOnly writeOnly format then else additionalItems".split(
    " ",
  ),
);
const counts = new Set("minLength maxLength minItems maxItems minProperties maxProperties".split(" "));
const bounds = new Set("minimum maximum exclusiveMinimum exclusiveMaximum".split(" "));
const types = new Set(["array", "boolean", "integer", "null", "number", "object", "string"]);

function bound(source: JsonValue | undefined, work: Work, depth: number, trail: readonly string[]): Bounded {
  if (typeof source === "boolean") return { schema: source, exact: true };
  if (!isJsonObject(source) || depth > deepest || work.nodesLeft <= 0) return anything;
  work.nodesLeft -= 1;
  const schema: Schema = {};
  let exact = true;
  const inside = (value: JsonValue | undefined): Bounded => bound(value, work, depth + 1, trail);
  const keep = ({ schema: kept, exact: keptExactly }: Bounded): Schema | boolean => {
    exact &&= keptExactly;
    return kept;
  };

  for (const [keyword, value] of Object.entries(source)) {
    if (silent.has(keyword)) continue;
    if (counts.has(keyword) && Number.isSafeInteger(value)) schema[keyword] = value;
    else if (bounds.has(keyword) && typeof value === "number") schema[keyword] = value;
    else if (keyword === "multipleOf" && typeof value === "number" && value > 0) schema.multipleOf = value;
    else if (keyword === "const") schema.const = value;
    else if (keyword === "enum" && Array.isArray(value) && value.length <= work.nodesLeft) {
      work.nodesLeft -= value.length;
      schema.enum = value;
    } else if (keyword === "type" && areTypes(value)) schema.type = value as NonNullable<Schema["type"]>;
    else if (keyword === "required" && areNames(value) && value.length <= work.nodesLeft) {
      work.nodesLeft -= value.length;
      schema.required = [...value];
    } else if (keyword === "properties" && isJsonObject(value))
      schema.properties = fromEntries(Object.entries(value).map(([name, each]) => [name, keep(inside(each))]));
    else if (keyword === "items" && !Array.isArray(value)) schema.items = keep(inside(value));
    else if ((keyword === "prefixItems" || keyword === "items") && Array.isArray(value)) {
      schema.prefixItems = value.map((each) => keep(inside(each)));
      if (keyword === "items" && Object.hasOwn(source, "additionalItems"))
        schema.items = keep(inside(source.additionalItems));
    } else if (keyword === "additionalProperties" && value !== false && !Object.hasOwn(source, "patternProperties"))
      schema.additionalProperties = keep(inside(value));
    else if ((keyword === "allOf" || keyword === "anyOf") && Array.isArray(value) && value.length > 0)
      schema[keyword] = [...(schema[keyword] ?? []), ...value.map((each) => asSchema(keep(inside(each))))];
    else if (keyword === "oneOf" && Array.isArray(value) && value.length > 0) {
      const branches = value.map(inside);
      const exactly = branches.every((branch) => branch.exact);
      exact &&= exactly;
      const target = exactly ? "oneOf" : "anyOf";
      if (schema[target] === undefined) schema[target] = branches.map((branch) => asSchema(branch.schema));
    } else if (keyword === "not") {
      const excluded = inside(value);
      if (excluded.exact) schema.not = asSchema(excluded.schema);
      else exact = false;
    } else if (keyword === "if") {
      const condition = inside(value);
      if (condition.exact) {
        schema.if = asSchema(condition.schema);
        for (const branch of ["then", "else"] as const)
          if (Object.hasOwn(source, branch)) schema[branch] = asSchema(keep(inside(source[branch])));
      } else exact = false;
    } else if (keyword === "$ref" && typeof value === "string") {
      const target = keep(unfold(value, work, depth, trail));
      schema.allOf = [...(schema.allOf ?? []), asSchema(target)];
    } else exact = false;
  }
  return { schema, exact };
}

function unfold(reference: string, work: Work, depth: number, trail: readonly string[]): Bounded {
  const target = findByPointer(work.root, reference);
  if (target === undefined || trail.filter((each) => each === reference).length >= mostUnfoldings) return anything;
  return bound(target, work, depth + 1, [...trail, reference]);
}

/** The validator takes a boolean wherever a schema stands; its types say so in some places only. */
function asSchema(schema: Schema | boolean): Schema {
  if (typeof schema !== "boolean") return schema;
  return schema ? {} : { not: {} };
}

function areTypes(value: JsonValue | undefined): boolean {
  const names = Array.isArray(value) ? value : [value];
  return names.length > 0 && names.every((name) => types.has(name));
}

function areNames(value: JsonValue | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

/** As `Object.fromEntries`, but a name such as `__proto__` is an ordinary one. */
function fromEntries<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  const object: Record<string, Value> = Object.create(null);
  for (const [name, value] of entries) object[name] = value;
  return object;
}
