import type { ArgumentPath } from "../../catalogue/argumentPaths";

/** The types of an argument for people: "text", "number or array". */
export function typeInWords({ types }: ArgumentPath): string {
  return types.length === 0 ? "any value" : types.map((type) => words[type]).join(" or ");
}

const words = {
  string: "text",
  number: "number",
  integer: "whole number",
  boolean: "true or false",
  array: "array",
  object: "object",
} as const;
