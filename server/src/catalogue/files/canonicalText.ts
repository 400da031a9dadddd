import { isJsonObject, type JsonValue } from "../../policy/text/json";

/** A value as JSON that does not depend on the order of its fields: what a hash is made of. */
export function canonicalText(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalText(value[name] ?? null)}`);
  return `{${fields.join(",")}}`;
}
