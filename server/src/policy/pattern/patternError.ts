import { RE2JS } from "re2js";
import type { Span } from "../text/span";
import type { PatternError } from "./compiledPattern";
import { type Outline, outlineOf } from "./patternOutline";
import { sentenceFor } from "./patternSentences";
import { scanPattern } from "./patternTokens";
import type { Refusal } from "./re2";

/** Finding an error's place compiles the pattern's beginnings; longer and larger ones do without. */
const longestLocated = 1_000;
const largestLocated = 5_000;

/** Why the engine refuses a pattern, in a sentence, and where. `compile` compiles the pattern, or a beginning of it. */
export function explainRefusal(
  refusal: Refusal,
  source: string,
  outline: Outline,
  compile: (beginning: string) => RE2JS | Refusal,
): PatternError {
  const at = placeOf(refusal, source, outline, compile);
  const why = sentenceFor({
    ...refusal,
    inClass: at !== undefined && isInClass(source, at.start),
    rest: at === undefined ? "" : source.slice(at.end),
  });
  return { kind: "refused", why, ...(at !== undefined && { at: narrowed(source, at) }) };
}

function isInClass(source: string, index: number): boolean {
  let found = false;
  scanPattern(source, {
    token: (kind, start, end) => {
      found ||= kind === "class" && source[start] === "[" && start < index && index < end;
    },
  });
  return found;
}

/** Of a lookbehind the engine tells everything up to the next >. */
function narrowed(source: string, { start, end }: Span): Span {
  return /^\(\?<[=!]/.test(source.slice(start, end)) ? { start, end: start + 4 } : { start, end };
}

/** Where the engine stopped. It tells the text of the place, not its position. */
function placeOf(
  { description, fragment }: Refusal,
  source: string,
  outline: Outline,
  compile: (beginning: string) => RE2JS | Refusal,
): Span | undefined {
  if (description === "trailing backslash at end of expression")
    return { start: source.length - 1, end: source.length };
  if (description === "missing closing )") return outline.unclosed;
  if (description === "unexpected )") return outline.unopened;
  if (fragment === null || fragment === "") return undefined;
  const first = source.indexOf(fragment);
  if (first < 0) return undefined;
  if (source.indexOf(fragment, first + 1) < 0) return { start: first, end: first + fragment.length };
  if (source.length > longestLocated) return undefined;
  // The first beginning of the pattern that fails in the same way ends where the error does. One character more than the
  // error's own: `(?P` is only wrong for what follows.
  for (let start = first; start >= 0; start = source.indexOf(fragment, start + 1)) {
    const end = start + fragment.length;
    const { size, repeats } = outlineOf(source.slice(0, end + 1));
    // Too many repetitions stop the engine at once.
    if (size > largestLocated && repeats <= 1000) return undefined;
    const beginning = compile(source.slice(0, end + 1));
    if (!(beginning instanceof RE2JS) && beginning.description === description && beginning.fragment === fragment) {
      return { start, end };
    }
  }
  return undefined;
}
