import { RE2JS } from "re2js";
import type { Condition } from "../../policy/model/policy";
import { compilePattern } from "../../policy/pattern/pattern";
import { patternBuilds } from "../../policy/pattern/patternBuilds";
import { compileRe2 } from "../../policy/pattern/re2";
import type { JsonValue } from "../../policy/text/json";
import { goText, printedForm } from "../../policy/text/printedForm";
import { anyText, type Language, languageOf, mostStates, textsIn, textsWith } from "./language";
import { patternAutomaton } from "./patternAutomaton";
import { programOf } from "./program";

/** The texts for which a condition holds; negated: those for which it does not. undefined: not known. */
export interface ConditionTexts {
  /** The same for conditions about the same texts, so that they are looked at once. */
  readonly key: string;
  readonly negated: boolean;
  /** @throws TooManyNodesError when the automaton would get too large. */
  readonly language: () => Language | undefined;
}

/** The texts that a condition is about (policy format, "Conditions"). `never`: it holds for no text. */
export function conditionTexts({ op, value }: Condition): ConditionTexts | "always" | "never" {
  switch (op) {
    case "eq":
      return listed([value], false);
    case "neq":
      return listed([value], true);
    case "in":
      return Array.isArray(value) ? listed(value, false) : "never";
    case "not_in":
      return Array.isArray(value) ? listed(value, true) : "always";
    case "exists":
      return value === true ? "always" : "never";
    case "contains": {
      if (typeof value !== "string") return "never";
      const piece = goText(value);
      return { key: `contains ${piece}`, negated: false, language: () => (piece === "" ? anyText : textsWith(piece)) };
    }
    case "regex":
      return typeof value === "string" ? matching(value) : "never";
    default:
      return "never";
  }
}

function listed(values: readonly JsonValue[], negated: boolean): ConditionTexts {
  const texts = [...new Set(values.map((each) => printedForm(each)))].toSorted();
  return { key: `in ${JSON.stringify(texts)}`, negated, language: () => textsIn(texts) };
}

function matching(source: string): ConditionTexts | "never" {
  const pattern = compilePattern(source);
  if (pattern.kind === "refused") return "never";
  const language = (): Language | undefined => {
    // Gateways of different builds may not agree on it.
    if (pattern.kind === "not-known" || patternBuilds(source) !== undefined) return undefined;
    const engine = compileRe2(source);
    const program = engine instanceof RE2JS ? programOf(engine) : undefined;
    return program && languageOf(patternAutomaton(program, mostStates));
  };
  return { key: `regex ${source}`, negated: false, language };
}
