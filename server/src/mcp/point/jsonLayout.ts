import type { JsonValue } from "../../policy/text/json";

/** How a file is laid out. */
export interface JsonLayout {
  readonly eol: string;
  readonly indent: string;
}

/** Tells how a file is laid out. */
export function layoutOf(text: string): JsonLayout {
  const indent = /^\t/m.test(text) ? "\t" : /^ {4}\S/m.test(text) && !/^ {2}\S/m.test(text) ? "    " : "  ";
  return { eol: text.includes("\r\n") ? "\r\n" : "\n", indent };
}

/** A value on lines of its own. */
export function printed(value: JsonValue, { eol, indent }: JsonLayout): string {
  return JSON.stringify(value, undefined, indent).replaceAll("\n", eol);
}
