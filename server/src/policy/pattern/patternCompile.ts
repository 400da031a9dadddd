import { RE2JS } from "re2js";
import { goText } from "../text/printedForm";
import type { Span } from "../text/span";
import { grouped } from "../words/plain/grouped";
import type { CompiledPattern } from "./compiledPattern";
import { explainRefusal } from "./patternError";
import type { Outline } from "./patternOutline";
import { type Translation, translatePattern } from "./patternTranslation";
import { isPlainPattern } from "./plainPattern";
import { compileRe2, gaveUp, type Refusal } from "./re2";

/** Go refuses patterns of more instructions: 128 MB of 40 bytes each. */
const largestOfGo = (128 * 2 ** 20) / 40;

/**
 * Limits of our own, since policies are untrusted text: Go takes patterns that need seconds and a gigabyte in our
 * engine. Measured with re2js 2.10 on one core: 100,000 instructions compile in half a second and take 50 MB, 1000
 * Unicode classes in 0.3 s.
 */
const largestProgram = 100_000;
const largestClassCost = 1_000;
/** Instructions times characters of the text: at most a second or two where the engine's automaton does not help. */
const longestSearch = 100_000_000;

/** Longer patterns, and those with more Unicode classes, are refused without the place of the mistake. */
const longestExplained = 10_000;
const mostClassesExplained = 200;

/**
 * Compiles a pattern for one version of Go, which has the given classes under the names that the engine has for them.
 * Whether Go compiles it is found out at once and in linear time; the program is made when it is first searched for. Of a
 * plain pattern it is known without the engine.
 */
export function compileFor(
  source: string,
  outline: Outline,
  classes: readonly (Span & { readonly text: string })[],
): CompiledPattern {
  const translate = (): Translation => translatePattern(source, classes);
  const explain = (refusal: Refusal): CompiledPattern => {
    const compile = (text: string) => compileRe2(translatePattern(text, classes).engine);
    const isShort = source.length <= longestExplained && classes.length <= mostClassesExplained;
    const told = isShort ? compile(source) : refusal;
    return explainRefusal(told instanceof RE2JS ? refusal : told, source, outline, compile);
  };
  const shaped = isPlainPattern(source) ? undefined : compileRe2(translate().shape);
  if (shaped === gaveUp) return notTried("The pattern is too complex to be tried here; the gateway may accept it.");
  if (shaped !== undefined && !(shaped instanceof RE2JS)) return explain(shaped);
  // The shape does not repeat what the pattern repeats.
  if (outline.repeats > 1000) return explain({ description: "invalid repeat count", fragment: null });
  // Go sums up parts of alternatives after it has put equal beginnings together.
  if (outline.size > largestOfGo && !source.includes("|"))
    return refusedFor("The pattern is too large for Go when its repetitions are written out.");
  if (outline.size > largestProgram)
    return notTried(
      `With its repetitions written out, the pattern has about ${grouped(outline.size)} steps. Patterns of more than ${grouped(largestProgram)} are not tried here; the gateway may accept it.`,
    );
  if (outline.classCost > largestClassCost)
    return notTried(
      "The pattern has more Unicode classes, or ranges that ignore case, than are tried here; the gateway may accept it.",
    );
  return { kind: "compiled", size: outline.size, matches: matcherOf(translate, shaped, outline.size) };
}

function matcherOf(
  translate: () => Translation,
  shaped: RE2JS | undefined,
  size: number,
): (text: string) => boolean | undefined {
  let shape = shaped;
  let engine: RE2JS | undefined;
  return (text) => {
    try {
      if (text === "") {
        shape ??= RE2JS.compile(translate().shape);
        return shape.test("");
      }
      if (size * text.length > longestSearch) return undefined;
      engine ??= RE2JS.compile(translate().engine);
      // Asks for no captures, so that the engine can use its automaton instead of tracking groups.
      return engine.test(goText(text));
    } catch {
      return undefined;
    }
  };
}

function notTried(why: string): CompiledPattern {
  return { kind: "not-known", because: "limit", why };
}

function refusedFor(why: string): CompiledPattern {
  return { kind: "refused", why };
}
