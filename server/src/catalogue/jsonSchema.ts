import type { JsonObject, JsonValue } from "../policy/text/json";

/** A member of the object itself: the schema's names may be those of `Object.prototype`. */
export function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The elements of a keyword's list; none when it holds something else. */
export function listOf(schema: JsonObject, keyword: string): readonly JsonValue[] {
  const value = own(schema, keyword);
  return Array.isArray(value) ? value : [];
}

/** The JSON Schema name of a value's type. */
export function jsonTypeOf(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}
