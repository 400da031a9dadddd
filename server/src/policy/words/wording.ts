import type { Node } from "jsonc-parser";

/** Longer texts are cut in messages. */
const longestQuote = 60;

/** A text in double quotes for a message: on one line, without control characters, and not too long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote - 1)}…` : text);
}

/** What a value is, with its article, for the end of a sentence: `the text "100"`, `an array`, `true`. */
export function describeNode(node: Node): string {
  switch (node.type) {
    case "string":
      return node.value === "" ? "an empty text" : `the text ${quote(String(node.value))}`;
    case "number":
      return `the number ${node.value}`;
    case "boolean":
    case "null":
      return String(node.value);
    case "array":
      return "an array";
    default:
      return "an object";
  }
}

/** `a`, `a or b`, `a, b or c`. */
export function listOf(words: readonly string[], conjunction: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
