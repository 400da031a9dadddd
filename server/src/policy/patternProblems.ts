import type { Node } from "jsonc-parser";
import { elementsOf, fieldValue } from "./navigate";
import { compilePattern } from "./pattern";
import type { Problem } from "./problem";
import { moveSpan, spanOf } from "./span";

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
  const pattern = String(value.value);
  const compiled = compilePattern(pattern);
  if (compiled.kind !== "refused") return undefined;
  // Without escapes, the pattern stands in the text as it is, between its quotes.
  const isLiteral = value.length === pattern.length + 2;
  const span = compiled.at === undefined || !isLiteral ? spanOf(value) : moveSpan(compiled.at, value.offset + 1);
  return {
    code: "invalid-regex",
    severity: "error",
    message: `${compiled.why} As it stands, the condition never holds.`,
    span,
  };
}
