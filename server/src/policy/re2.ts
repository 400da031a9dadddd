import { RE2JS, RE2JSSyntaxException } from "re2js";
import { goText } from "./printedForm";

/** What stopped the engine; a text of its own kind for what is no syntax error (a stack overflow). */
export interface Refusal {
  readonly description: string;
  readonly fragment: string | null;
}

/** Compiles with the engine. Never throws. */
export function compileRe2(source: string): RE2JS | Refusal {
  try {
    return RE2JS.compile(goText(source));
  } catch (problem) {
    if (!(problem instanceof RE2JSSyntaxException))
      return { description: "expression nests too deeply", fragment: null };
    return { description: problem.getDescription(), fragment: problem.getPattern() };
  }
}
