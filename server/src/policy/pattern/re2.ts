import { RE2JS, RE2JSSyntaxException } from "re2js";
import { goText } from "../text/printedForm";

/** What stopped the engine. */
export interface Refusal {
  readonly description: string;
  readonly fragment: string | null;
}

/** What stopped the engine was no mistake in the pattern, but a bound of its own (the stack). */
export const gaveUp: Refusal = { description: "the engine gave up", fragment: null };

/** Compiles with the engine. Never throws. */
export function compileRe2(source: string): RE2JS | Refusal {
  try {
    return RE2JS.compile(goText(source));
  } catch (problem) {
    if (!(problem instanceof RE2JSSyntaxException)) return gaveUp;
    return { description: problem.getDescription(), fragment: problem.getPattern() };
  }
}
