import { listOf } from "./listOf";
import { quote } from "./quote";

/** The types of JSON and of JSON Schema as people call them. */
const names: ReadonlyMap<string, string> = new Map([
  ["string", "string"],
  ["number", "number"],
  ["integer", "whole number"],
  ["boolean", "true or false"],
  ["array", "array"],
  ["object", "object"],
  ["null", "null"],
]);

/** `string`, `whole number`; a type that is none of JSON's in quotes. */
export function typeInWords(type: string): string {
  return names.get(type) ?? quote(type);
}

/** Types for the end of a sentence: `a string, a whole number or null`. */
export function typesInWords(types: Iterable<string>, also: readonly string[] = []): string {
  return listOf([...[...new Set(types)].map(withArticle), ...also], "or");
}

/** What a value is: `a string`, `an array`, `true or false`. */
export function kindInWords(value: unknown): string {
  return typesInWords([value === null ? "null" : Array.isArray(value) ? "array" : typeof value]);
}

function withArticle(type: string): string {
  const name = typeInWords(type);
  if (!names.has(type) || type === "boolean" || type === "null") return name;
  return `${/^[ao]/.test(name) ? "an" : "a"} ${name}`;
}
