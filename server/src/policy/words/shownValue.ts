import type { JsonValue } from "../text/json";
import { boundedJson } from "./plain/boundedJson";
import { cut } from "./plain/cut";
import { listOf } from "./plain/listOf";
import { longestQuote } from "./plain/quote";
import { visibleText } from "./plain/visibleText";

/** A text of the policy for a sentence: on one line, without characters that a person cannot see, and not too long. */
export function shownText(text: string): string {
  return cut(visibleText(text.slice(0, longestQuote + 1)), longestQuote);
}

/** A value as JSON for a sentence. Stops when it is long enough, however large or deep the value is. */
export function shownValue(value: JsonValue): string {
  return boundedJson(value, longestQuote);
}

/** Values for a sentence: `"a"`, `"a" or "b"`; what does not fit is counted. */
export function listInWords(values: readonly JsonValue[]): string {
  const words: string[] = [];
  let length = 0;
  for (const value of values) {
    const word = shownValue(value);
    length += word.length + 2;
    if (words.length > 0 && length > longestQuote) break;
    words.push(word);
  }
  const more = values.length - words.length;
  return listOf(more === 0 ? words : [...words, `${more} more`], "or");
}

/** What is in the place of an operator, in quotes. */
export function shownOperator(op: string): string {
  return `"${shownText(op)}"`;
}
