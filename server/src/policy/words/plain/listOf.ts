import { grouped } from "./grouped";
/** `a`, `a or b`, `a, b or c`. */
export function listOf(words: readonly string[], conjunction: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

/** The same of at most `most` words; the others are counted: `a, b and 3 more`. */
export function boundedListOf(words: readonly string[], most: number, conjunction: "and" | "or"): string {
  const more = words.length - most;
  return more > 0 ? `${words.slice(0, most).join(", ")} and ${grouped(more)} more` : listOf(words, conjunction);
}
