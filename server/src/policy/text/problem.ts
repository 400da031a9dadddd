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
  /** Data for quick fixes, for instance the word that was probably meant. */
  readonly suggestion?: string;
}

/** The same problem, `offset` further on in the text. */
export function moveProblem(problem: Problem, offset: number): Problem {
  if (offset === 0) return problem;
  const moved = { ...problem, span: moveSpan(problem.span, offset) };
  return problem.related === undefined
    ? moved
    : { ...moved, related: problem.related.map((place) => ({ ...place, span: moveSpan(place.span, offset) })) };
}
