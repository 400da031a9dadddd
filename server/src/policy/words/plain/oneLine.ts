import { cut } from "./cut";
import { visibleText } from "./visibleText";

/** Longer texts are cut: they are read at a glance, and an attacker must not bury what is below. */
export const longestLine = 400;

/** Untrusted text on one line, with what cannot be seen written out, of at most `longest` characters. */
export function oneLine(text: string, longest = longestLine): string {
  // Cut first, so that a text of a megabyte costs nothing.
  const start = text.length > longest * 4 ? text.slice(0, longest * 4) : text;
  return cut(
    visibleText(
      start
        .toWellFormed()
        .replace(/[\s\u0085]+/gu, " ")
        .trim(),
    ),
    longest,
  );
}
