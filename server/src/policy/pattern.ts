import { RE2JS } from "re2js";
import { explainRefusal, type PatternError } from "./patternError";
import { isTooLarge, largestProgram, outlineOf } from "./patternOutline";
import { goText } from "./printedForm";
import { compileRe2 } from "./re2";

/** A pattern that can be searched for. */
export interface Pattern {
  readonly kind: "compiled";
  /** Whether the pattern matches anywhere in the text: an unanchored search in linear time. Never throws. */
  readonly matches: (text: string) => boolean;
}

/** A pattern that is not tried here, because of a limit of our own: the gateway may well compile it. */
export interface PatternNotKnown {
  readonly kind: "not-known";
  /** A sentence for people. */
  readonly why: string;
}

/** What becomes of a pattern: it compiles, the gateway's engine refuses it (the condition is false), or nobody tried. */
export type CompiledPattern = Pattern | PatternError | PatternNotKnown;

/**
 * Limits of our own, since policies are untrusted text: RE2 takes patterns that need seconds and a gigabyte to compile
 * (`a{1000}` written a thousand times). A person's pattern is far below them.
 */
const longestPattern = 10_000;
/** Each one adds some 600 ranges of characters to what has to be sorted. */
const mostUnicodeClasses = 200;

const cacheSize = 500;
/** The sizes of all programs in the cache, in RE2 instructions of some 600 bytes. */
const cacheBudget = 500_000;

const cache = new Map<string, { readonly result: CompiledPattern; readonly size: number }>();
let cachedSize = 0;

/** Compiles a pattern of the dialect RE2 (spec §2, "Conditions"). Never throws; results are cached. */
export function compilePattern(source: string): CompiledPattern {
  const known = cache.get(source);
  if (known !== undefined) return known.result;
  const made = compileNow(source);
  // A longer pattern is not tried, and to say so again is cheap.
  if (source.length > longestPattern) return made.result;
  // The oldest ones go first: unlike the least recently used, they cost nothing to know.
  for (const [oldest, { size }] of cache) {
    if (cache.size < cacheSize && cachedSize + made.size <= cacheBudget) break;
    cache.delete(oldest);
    cachedSize -= size;
  }
  cache.set(source, made);
  cachedSize += made.size;
  return made.result;
}

function compileNow(source: string): { result: CompiledPattern; size: number } {
  if (source.length > longestPattern) {
    return notKnown(
      `The pattern has ${source.length} characters. Patterns of more than ${longestPattern} are not tried here; the gateway may accept it.`,
    );
  }
  const outline = outlineOf(source);
  if ((source.match(/\\[pP]/g)?.length ?? 0) > mostUnicodeClasses) {
    return notKnown(
      `The pattern has more than ${mostUnicodeClasses} Unicode classes such as \\p{L}, and is not tried here; the gateway may accept it.`,
    );
  }
  if (isTooLarge(outline)) {
    return notKnown(
      `With its repetitions written out, the pattern has about ${outline.size} steps. Patterns of more than ${largestProgram} are not tried here; the gateway may accept it.`,
    );
  }
  const engine = compileRe2(source);
  if (!(engine instanceof RE2JS)) return { result: explainRefusal(engine, source, outline), size: 1 };
  return {
    result: { kind: "compiled", matches: (text) => search(engine, text) },
    size: Math.max(engine.programSize(), 1),
  };
}

function notKnown(why: string): { result: PatternNotKnown; size: number } {
  return { result: { kind: "not-known", why }, size: 1 };
}

/** `test` asks for no captures, so that the engine can use its automaton instead of tracking groups. */
function search(engine: RE2JS, text: string): boolean {
  try {
    return engine.test(goText(text));
  } catch {
    return false;
  }
}
