import type { Node } from "jsonc-parser";
import { moveSpan, type Span } from "./span";

/** How bad a problem is; the names are those of the editor's diagnostics. */
export type Severity = "error" | "warning" | "information" | "hint";

/** Every severity, the worst first. */
export const severities: readonly Severity[] = ["error", "warning", "information", "hint"];

/** One thing that is wrong in the text of a policy. */
export interface Problem {
  /** Stable name, kept across releases: people put it in settings and search for it. */
  readonly code: string;
  readonly severity: Severity;
  /** A full sentence: what is wrong, and what to do. Plain text. */
  readonly message: string;
  /** The token to underline. */
  readonly span: Span;
  /** Other places that belong to it, each with its own sentence. */
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
  /** What could be done about it, best first: what its fixes need to know, so that nothing is searched in the text again. */
  readonly remedies?: readonly Remedy[];
  /** Where the offsets of the nodes in `remedies` count from; the start of the text by default. */
  readonly nodesFrom?: number;
}

/** One way out of a problem. `rules/fixes/` makes edits of it. */
export type Remedy =
  /** The key that is underlined was probably meant to be `to`; `certain` when that field is missing. */
  | { readonly kind: "rename-key"; readonly to: string; readonly certain: boolean }
  /** The value that is underlined was probably meant to be `by`. */
  | { readonly kind: "replace-value"; readonly by: string }
  /** The part of a string that is underlined can be written as `by`. */
  | { readonly kind: "replace-part"; readonly by: string }
  /** An object lacks fields; without `holder` it is the policy. */
  | { readonly kind: "add-fields"; readonly names: readonly string[]; readonly holder: Node | undefined }
  /** A condition is in the place of a predicate. */
  | { readonly kind: "wrap-condition"; readonly condition: Node }
  /** A value has the wrong type for its field; `field` is "" for an element of an array, and undefined for a tool's rules. */
  | { readonly kind: "retype"; readonly field: string | undefined; readonly value: Node }
  /** The value is an operator of another language. */
  | { readonly kind: "replace-operator"; readonly operator: Node }
  /** The field is a text for people, for which the format has no place. */
  | { readonly kind: "drop-note"; readonly key: Node }
  /** The field is written again later. */
  | { readonly kind: "remove-earlier"; readonly key: Node }
  /** The same of a member of the policy or of its tools, by its index there. */
  | { readonly kind: "remove-earlier-member"; readonly list: "policy" | "tools"; readonly index: number };

/** What was probably meant, as text; the names of missing fields with commas. */
export function suggestionOf({ remedies = [] }: Problem): string | undefined {
  for (const remedy of remedies)
    switch (remedy.kind) {
      case "rename-key":
        return remedy.to;
      case "replace-value":
      case "replace-part":
        return remedy.by;
      case "add-fields":
        return remedy.names.join(",");
      case "wrap-condition":
        return "conditions";
    }
  return undefined;
}

/** The same problem, `offset` further on in the text. */
export function moveProblem(problem: Problem, offset: number): Problem {
  if (offset === 0) return problem;
  const moved: Problem = {
    ...problem,
    span: moveSpan(problem.span, offset),
    ...(problem.remedies !== undefined && { nodesFrom: (problem.nodesFrom ?? 0) + offset }),
  };
  return problem.related === undefined
    ? moved
    : { ...moved, related: problem.related.map((place) => ({ ...place, span: moveSpan(place.span, offset) })) };
}
