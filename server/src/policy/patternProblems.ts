import type { Node } from "jsonc-parser";
import { elementsOf, fieldValue } from "./navigate";
import { compilePattern } from "./pattern";
import type { Problem } from "./problem";
import { spanOf } from "./span";

/** Patterns of a tool's conditions that are not RE2 and so match nothing (spec §2, "Conditions"). */
export function patternProblems(rules: Node): Problem[] {
  const predicates = [...elementsOf(fieldValue(rules, "require")), ...elementsOf(fieldValue(rules, "deny_if"))];
  return predicates
    .flatMap((predicate) => elementsOf(fieldValue(predicate, "conditions")))
    .flatMap((condition) => {
      const value = fieldValue(condition, "value");
      if (fieldValue(condition, "op")?.value !== "regex" || value?.type !== "string") return [];
      const problem = patternProblem(value);
      return problem === undefined ? [] : [problem];
    });
}

function patternProblem(value: Node): Problem | undefined {
  const compiled = compilePattern(String(value.value));
  if (!("error" in compiled)) return undefined;
  return {
    code: "invalid-regex",
    severity: "error",
    message: `This pattern is not valid RE2, so that it never matches: ${compiled.error}`,
    span: spanOf(value),
  };
}
