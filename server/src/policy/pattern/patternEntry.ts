import { type GoBuild, goBuilds } from "../model/assumptions";
import { grouped } from "../words/plain/grouped";
import { isUnfinished, unknownClassSentence, versionSentence } from "./classNameProblem";
import type { CompiledPattern } from "./compiledPattern";
import { classIn } from "./goClassNames";
import { compileFor } from "./patternCompile";
import { type Outline, outlineOf } from "./patternOutline";
import { type UnicodeClass, unicodeClassesOf } from "./unicodeClasses";

/** What becomes of a pattern: in general, and by the version of Go where that matters. */
export interface PatternEntry {
  readonly result: CompiledPattern;
  readonly builds: Readonly<Record<GoBuild, CompiledPattern>> | undefined;
  /** The classes that some versions of Go have and others do not. */
  readonly versionDependent: readonly UnicodeClass[];
}

/** Finding out whether a longer one compiles takes too long; 500 host names have 20,000 characters. */
const longestPattern = 100_000;

const cacheSize = 500;
/** The sizes of all programs in the cache, in instructions of some 500 bytes. */
const cacheBudget = 300_000;

const cache = new Map<string, PatternEntry>();
let cachedSize = 0;

/** What becomes of a pattern. Never throws; results are cached. */
export function patternEntry(source: string): PatternEntry {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const made = makeEntry(source);
  // A longer pattern is not tried, and to say so again is cheap.
  if (source.length > longestPattern) return made;
  // The oldest ones go first: unlike the least recently used, they cost nothing to know.
  for (const [oldest, entry] of cache) {
    if (cache.size < cacheSize && cachedSize + sizeOf(made) <= cacheBudget) break;
    cache.delete(oldest);
    cachedSize -= sizeOf(entry);
  }
  cache.set(source, made);
  cachedSize += sizeOf(made);
  return made;
}

function sizeOf({ result, builds }: PatternEntry): number {
  const all = builds === undefined ? [result] : Object.values(builds);
  return all.reduce((sum, each) => sum + (each.kind === "compiled" ? each.size : 1), 0);
}

function makeEntry(source: string): PatternEntry {
  if (source.length > longestPattern) {
    const why = `The pattern has ${grouped(source.length)} characters. Patterns of more than ${grouped(longestPattern)} are not tried here; the gateway may accept it.`;
    return { result: { kind: "not-known", because: "limit", why }, builds: undefined, versionDependent: [] };
  }
  const outline = outlineOf(source);
  const classes = unicodeClassesOf(source);
  const unknown = classes.find((each) => isUnfinished(each) || buildsOf(each).length === 0);
  if (unknown !== undefined) {
    const at = { start: unknown.start, end: unknown.end };
    return {
      result: { kind: "refused", why: unknownClassSentence(unknown), at },
      builds: undefined,
      versionDependent: [],
    };
  }
  const versionDependent = classes.filter((each) => buildsOf(each).length < goBuilds.length);
  const [oldest, middle, newest] = goBuilds;
  if (versionDependent.length === 0)
    return { result: compileIn(oldest, source, outline, classes), builds: undefined, versionDependent };
  const builds = {
    [oldest]: compileIn(oldest, source, outline, classes),
    [middle]: compileIn(middle, source, outline, classes),
    [newest]: compileIn(newest, source, outline, classes),
  };
  // The newest Go has all names: what else is wrong, or too large for us, is so for all versions.
  if (builds[newest].kind !== "compiled") return { result: builds[newest], builds: undefined, versionDependent };
  const why = versionDependent.slice(0, 1).map(versionSentence).join("");
  return { result: { kind: "not-known", because: "class-names", why }, builds, versionDependent };
}

function buildsOf({ name }: UnicodeClass): readonly GoBuild[] {
  return goBuilds.filter((build) => classIn(build, name) !== undefined);
}

function compileIn(
  build: GoBuild,
  source: string,
  outline: Outline,
  classes: readonly UnicodeClass[],
): CompiledPattern {
  const unknown = classes.find(({ name }) => classIn(build, name) === undefined);
  if (unknown !== undefined)
    return { kind: "refused", why: versionSentence(unknown), at: { start: unknown.start, end: unknown.end } };
  const named = classes.map(({ start, end, before, name }) => {
    const text = `${before.includes("{") ? before : `${before}{`}${classIn(build, name)}}`;
    return { start, end, text };
  });
  return compileFor(source, outline, named);
}
