import { RE2JS } from "re2js";
import type { Condition } from "../../policy/model/policy";
import { compilePattern } from "../../policy/pattern/pattern";
import { patternBuilds } from "../../policy/pattern/patternBuilds";
import { compileRe2 } from "../../policy/pattern/re2";
import type { JsonValue } from "../../policy/text/json";
import { goText, printedForm } from "../../policy/text/printedForm";
import type { Work } from "../work";
import { type Language, languageOf, mostStates, textsWith } from "./language";
import { patternAutomaton } from "./patternAutomaton";
import { programOf } from "./program";

/** What a condition says about texts: one that lists them holds for these, or negated, for all others. */
export type ConditionTexts =
  | "always"
  | "never"
  | { readonly kind: "listed"; readonly texts: ReadonlySet<string>; readonly negated: boolean }
  | TextSearch;

/** It holds for the texts of a language. */
export interface TextSearch {
  readonly kind: "search";
  /** The same for conditions about the same texts, so that they are looked at once. */
  readonly key: string;
  /**
   * undefined: not known.
   * @throws TooManyNodesError when the automaton would get too large.
   */
  readonly language: (work: Work) => Language | undefined;
}

/** The texts that a condition is about (policy format, "Conditions"). */
export function conditionTexts({ op, value }: Condition): ConditionTexts {
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
      return piece === ""
        ? "always"
        : { kind: "search", key: `contains ${piece}`, language: (work) => textsWith(piece, work) };
    }
    case "regex":
      return typeof value === "string" ? matching(value) : "never";
    default:
      return "never";
  }
}

function listed(values: readonly JsonValue[], negated: boolean): ConditionTexts {
  return { kind: "listed", texts: new Set(values.map((each) => printedForm(each))), negated };
}

function matching(source: string): ConditionTexts {
  const pattern = compilePattern(source);
  if (pattern.kind === "refused") return "never";
  const language = (work: Work): Language | undefined => {
    // Gateways of different builds may not agree on it.
    if (pattern.kind === "not-known" || patternBuilds(source) !== undefined) return undefined;
    const engine = compileRe2(source);
    const program = engine instanceof RE2JS ? programOf(engine) : undefined;
    return program && languageOf(patternAutomaton(program, mostStates), work);
  };
  return { kind: "search", key: `regex ${source}`, language };
}
