import { outlineOf } from "./patternOutline";

/** How much of a text a pattern has to cover. */
export type Anchoring = "both" | "start" | "end" | "none";

/**
 * Which ends of a text a pattern is tied to, all its alternatives taken together: `^a|b$` is tied to neither. Errs on the
 * side of "none", also for (?m), under which ^ and $ are tied to lines.
 */
export function anchoringOf(source: string): Anchoring {
  if (/\(\?[a-zA-Z]*m/.test(source)) return "none";
  const ends = [...outlineOf(source).bars, source.length];
  const alternatives = ends.map((end, index) => source.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end));
  const start = alternatives.every((each) => /^(?:\(\?[a-zA-Z]+\))*(?:\^|\\A)/.test(each));
  // A $ or \z that a backslash takes away is a character.
  const end = alternatives.every((each) => /(?<!\\)(?:\\\\)*(?:\$|\\z)$/.test(each));
  if (start && end) return "both";
  return start ? "start" : end ? "end" : "none";
}
