import type { Problem } from "../policy/problem";
import type { ProblemCode } from "../policy/problemCodes";
import type { Fix, FixPlace } from "./rule";

/** What mends a problem of the text, best first. */
type MakeFixes = (problem: Problem, place: FixPlace) => readonly Fix[];

const fixesByCode: Partial<Record<ProblemCode, MakeFixes>> = {};

/** What mends a problem that validation has found, best first; nothing where a person has to think. */
export function problemFixes(problem: Problem, place: FixPlace): readonly Fix[] {
  return fixesByCode[problem.code as ProblemCode]?.(problem, place) ?? [];
}
