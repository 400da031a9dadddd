import type { Node } from "jsonc-parser";
import { elementsOf, fieldValue } from "../text/navigate";
import type { Problem } from "../text/problem";
import { placeInString, type Span, spanOf } from "../text/span";
import { portableSpelling, versionSentence } from "./classNameProblem";
import { patternEntry } from "./patternEntry";

/** Patterns of a tool's conditions that Go does not compile, or perhaps not (spec §2, "Conditions"). */
export function patternProblems(rules: Node): Problem[] {
  const predicates = [...elementsOf(fieldValue(rules, "require")), ...elementsOf(fieldValue(rules, "deny_if"))];
  return predicates
    .flatMap((predicate) => elementsOf(fieldValue(predicate, "conditions")))
    .flatMap((condition) => {
      const value = fieldValue(condition, "value");
      if (fieldValue(condition, "op")?.value !== "regex" || value?.type !== "string") return [];
      return problemsOf(value);
    });
}

/** Of one pattern; more class names are of the same kind. */
const mostClassNames = 10;

function problemsOf(value: Node): Problem[] {
  const { result, builds, versionDependent } = patternEntry(String(value.value));
  const placeOf = (at: Span | undefined): Span => (at && placeInString(value, at)) ?? spanOf(value);
  if (result.kind === "refused") {
    const message = `${result.why} As written, the condition never holds.`;
    return [{ code: "invalid-regex", severity: "error", message, span: placeOf(result.at) }];
  }
  if (builds !== undefined) {
    return versionDependent.slice(0, mostClassNames).map((unicode): Problem => {
      const span = placeInString(value, unicode);
      const portable = portableSpelling(unicode);
      const advice =
        portable === undefined
          ? "List the characters instead, as in [\\x{10300}-\\x{1032F}]."
          : `All versions accept ${portable}.`;
      return {
        code: "class-name-version",
        severity: "warning",
        message: `${versionSentence(unicode)} Where it is refused, the condition never holds. ${advice}`,
        span: span ?? spanOf(value),
        ...(portable !== undefined &&
          span !== undefined && { remedies: [{ kind: "replace-part", by: portable }] as const }),
      };
    });
  }
  if (result.kind === "compiled") return [];
  const message = `${result.why} What it decides is shown as not known.`;
  return [{ code: "pattern-not-tried", severity: "information", message, span: spanOf(value) }];
}
