import type { CompiledPattern } from "./compiledPattern";
import { patternEntry } from "./patternEntry";

/** Compiles a pattern of Go's package regexp (spec §2, "Conditions"). Never throws; results are cached. */
export function compilePattern(source: string): CompiledPattern {
  return patternEntry(source).result;
}
