import { isJsonObject, type JsonObject, type JsonValue } from "../policy/json";
import { findByPointer, jsonTypeOf, listOf, own } from "./jsonSchema";

/** One argument of a tool, as its input schema describes it. All texts come from strangers. */
export interface Argument {
  readonly name: string;
  readonly schema: JsonObject;
  readonly required: boolean;
}

/** A chain of references longer than this is taken for a circle. */
const longestChain = 8;

/** The arguments that a tool lists, in the order of its schema. */
export function argumentsOf(inputSchema: JsonObject): readonly Argument[] {
  return fieldsOfSchema(inputSchema, inputSchema);
}

/** The argument that the names lead to, one per dot of a path; undefined when the schema lists none there. */
export function findArgument(inputSchema: JsonObject, names: readonly string[]): Argument | undefined {
  let fields = argumentsOf(inputSchema);
  let found: Argument | undefined;
  for (const name of names) {
    found = fields.find((field) => field.name === name);
    if (found === undefined) return undefined;
    fields = fieldsOfSchema(found.schema, inputSchema);
  }
  return found;
}

/** Whether the schema lists no fields of its object: then any field may be there. */
export function isOpenObject(schema: JsonObject, root: JsonObject): boolean {
  return !partsOf(schema, root).some((part) => isJsonObject(own(part.schema, "properties")));
}

/** Whether the object may have fields that the schema does not list: it says so, or cannot be read as a whole. */
export function allowsUnlisted(schema: JsonObject, root: JsonObject): boolean {
  return partsOf(schema, root).some((part) => {
    const others = own(part.schema, "additionalProperties");
    const isCut = own(part.schema, "$ref") !== undefined && resolveReference(part.schema, root) === part.schema;
    return others === true || isJsonObject(others) || Object.hasOwn(part.schema, "patternProperties") || isCut;
  });
}

/** The types that a schema allows, without "null" unless it is the only one; empty when it allows any. */
export function typesOf(schema: JsonObject): readonly string[] {
  const types = allTypesOf(schema);
  const others = types.filter((type) => type !== "null");
  return others.length > 0 ? others : types;
}

/** The only values that a schema allows; undefined when it does not list them. */
export function enumOf(schema: JsonObject): readonly JsonValue[] | undefined {
  const values = own(schema, "enum");
  if (Array.isArray(values) && values.length > 0) return values;
  const constant = own(schema, "const");
  return constant === undefined ? undefined : [constant];
}

/** The value that a schema gives when the argument is left out; undefined when it names none. */
export function defaultOf(schema: JsonObject): JsonValue | undefined {
  return own(schema, "default");
}

/** What a schema says about its value, "" when it says nothing. */
export function descriptionOf(schema: JsonObject): string {
  const description = own(schema, "description");
  return typeof description === "string" ? description : "";
}

/** The schema that a reference inside of the same document leads to; the schema itself when it is none. */
export function resolveReference(schema: JsonObject, root: JsonObject): JsonObject {
  let current = schema;
  for (let step = 0; step < longestChain; step++) {
    const reference = own(current, "$ref");
    if (typeof reference !== "string") return current;
    const target = findByPointer(root, reference);
    if (target === undefined) return current;
    current = target;
  }
  return {};
}

/** The fields of an object that `schema` describes; `root` is the document that its references lead into. */
export function fieldsOfSchema(schema: JsonObject, root: JsonObject): readonly Argument[] {
  const parts = partsOf(schema, root);
  const required = new Set(parts.flatMap((part) => (part.always ? listOf(part.schema, "required") : [])));
  const fields = new Map<string, Argument>();
  for (const part of parts) {
    const properties = own(part.schema, "properties");
    if (!isJsonObject(properties)) continue;
    for (const [name, property] of Object.entries(properties)) {
      // Of several descriptions the first one is shown; the checks look at the schema itself.
      if (fields.has(name)) continue;
      const known = isJsonObject(property) ? withoutReference(property, root) : {};
      fields.set(name, { name, schema: known, required: required.has(name) });
    }
  }
  return [...fields.values()];
}

/** A schema that a value has to fit, or with `always: false`, one of several. */
interface Part {
  readonly schema: JsonObject;
  readonly always: boolean;
}

/** A schema of more parts is read in part. */
const mostParts = 100;

/** The schema and all that it is made of: what it refers to, `allOf`, and the alternatives of `anyOf` and `oneOf`. */
function partsOf(schema: JsonObject, root: JsonObject): readonly Part[] {
  const parts: Part[] = [{ schema, always: true }];
  const seen = new Set([schema]);
  const add = (found: JsonValue | undefined, always: boolean): void => {
    if (!isJsonObject(found) || seen.has(found) || parts.length >= mostParts) return;
    seen.add(found);
    parts.push({ schema: found, always });
  };
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index];
    if (part === undefined) break;
    add(resolveReference(part.schema, root), part.always);
    for (const each of listOf(part.schema, "allOf")) add(each, part.always);
    for (const each of [...listOf(part.schema, "anyOf"), ...listOf(part.schema, "oneOf")]) add(each, false);
  }
  return parts;
}

/** A description beside a reference is about this argument, and stays. */
function withoutReference(schema: JsonObject, root: JsonObject): JsonObject {
  const target = resolveReference(schema, root);
  if (target === schema) return schema;
  const { $ref: _, ...beside } = schema;
  return { ...target, ...beside };
}

function allTypesOf(schema: JsonObject): readonly string[] {
  const type = own(schema, "type");
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.filter((each) => typeof each === "string");
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = own(schema, keyword);
    if (!Array.isArray(branches)) continue;
    const types = branches.map((branch) => (isJsonObject(branch) ? own(branch, "type") : undefined));
    // A branch without a type allows any.
    return types.every((each) => typeof each === "string") ? [...new Set(types)] : [];
  }
  const values = enumOf(schema) ?? [];
  return [...new Set(values.map(jsonTypeOf))];
}
