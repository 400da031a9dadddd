import { escapeSequence } from "./visibleText";

/**
 * A value as JSON for people and programs. What a terminal would obey or hide, and the beginning of a CI server's commands,
 * is escaped, which means the same.
 */
export function printedJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2)
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeSequence)
    .replace(/##/g, "#\\u0023");
}
