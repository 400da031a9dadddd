import { testCondition } from "../../policy/decide/condition";
import type { Condition, PredicateList } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import type { ArgumentDomain } from "../neverAlways/possibleArguments";

/** A text that is denied, and the same in another case that the tool knows. */
export interface CaseVariant {
  /** What the condition says; undefined for a pattern as a whole. */
  readonly written: string | undefined;
  /** Its place in the array of `in`. */
  readonly index: number | undefined;
  /** What the input schema says. */
  readonly known: string;
}

/** Which values of an input schema a denial misses only because of their case; for `eq`, `in` and `regex`. */
export function caseVariants(
  list: PredicateList,
  condition: Condition,
  domain: ArgumentDomain | undefined,
): readonly CaseVariant[] {
  const texts = (domain?.values ?? []).filter((each): each is string => typeof each === "string").slice(0, 100);
  if (list !== "deny_if" || texts.length === 0) return [];
  const missed = texts.filter((each) => holdsFor(condition, each) === false);
  const { op, value } = condition;
  if (op === "eq" || op === "in") {
    const written = op === "eq" ? [value] : Array.isArray(value) ? value.slice(0, 100) : [];
    return written.flatMap((each, index) => {
      if (typeof each !== "string") return [];
      const known = missed.find((text) => text !== each && text.toLowerCase() === each.toLowerCase());
      return known === undefined ? [] : [{ written: each, index: op === "in" ? index : undefined, known }];
    });
  }
  // A pattern that matches one of the values is meant as it is.
  if (op !== "regex" || typeof value !== "string" || missed.length < texts.length) return [];
  const loose = { ...condition, value: `(?i)${value}` };
  const known = missed.find((text) => holdsFor(loose, text) === true);
  return known === undefined ? [] : [{ written: undefined, index: undefined, known }];
}

function holdsFor(condition: Condition, x: JsonValue): boolean | undefined {
  return testCondition({ ...condition, path: "args.x" }, { x }).holds;
}
