import { cut } from "./cut";
import { visibleText } from "./visibleText";

/** Longer names and values are cut in a sentence. */
export const longestQuote = 60;

/** A string in double quotes for a sentence: on one line, without characters that cannot be seen, and not too long. */
export function quote(text: string): string {
  return quoteWithin(text, longestQuote);
}

/** The same where more is to be read than the name of something. */
export function quoteWithin(text: string, longest: number): string {
  return visibleText(JSON.stringify(cut(text, longest)));
}
