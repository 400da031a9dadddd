import { patternEntry } from "./patternEntry";

/** Whether `patternProblems` says nothing about a pattern. */
export function isFaultlessPattern(pattern: string): boolean {
  const { result, builds } = patternEntry(pattern);
  return result.kind === "compiled" && builds === undefined;
}
