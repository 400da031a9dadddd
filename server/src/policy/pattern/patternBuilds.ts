import type { GoBuild } from "../model/assumptions";
import type { CompiledPattern } from "./compiledPattern";
import { patternEntry } from "./patternEntry";

/**
 * What becomes of a pattern in gateways that were compiled with different versions of Go, where that differs; undefined
 * for a pattern that is the same to all of them (spec §2, "Conditions"). Never throws.
 */
export function patternBuilds(source: string): Readonly<Record<GoBuild, CompiledPattern>> | undefined {
  return patternEntry(source).builds;
}
