import type { Node } from "jsonc-parser";
import type { JsonValue } from "../text/json";
import { quote } from "./plain/quote";

/** What a value is, with its article, for the end of a sentence: `the text "100"`, `an array`, `true`. */
export function describeValue(value: JsonValue): string {
  if (typeof value === "string") return value === "" ? "an empty string" : `the string ${quote(value)}`;
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean" || value === null) return String(value);
  return Array.isArray(value) ? "an array" : "an object";
}

/** The same of a value in a text. */
export function describeNode({ type, value }: Node): string {
  if (type === "array") return "an array";
  return type === "object" || type === "property" ? "an object" : describeValue(value as JsonValue);
}
