import type { Node } from "jsonc-parser";

/** A JSON value. Objects that this project makes have no prototype, so that keys like `__proto__` are ordinary. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object; read it with `Object.hasOwn`, never with `in`. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Tells an object from the other JSON values. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The value that a syntax node stands for. Of duplicate keys the last one counts, as in most JSON parsers (spec §1).
 * Half-typed members (no value yet) are left out.
 */
export function toJson(node: Node): JsonValue {
  switch (node.type) {
    case "object": {
      const object: Record<string, JsonValue> = Object.create(null);
      for (const property of node.children ?? []) {
        const [key, value] = property.children ?? [];
        if (typeof key?.value === "string" && value !== undefined) object[key.value] = toJson(value);
      }
      return object;
    }
    case "array":
      return (node.children ?? []).map(toJson);
    case "string":
    case "number":
    case "boolean":
      return node.value as string | number | boolean;
    default:
      return null;
  }
}
