import { firstIndex } from "./firstIndex";
import type { Problem } from "./problem";
import type { Span } from "./span";

/**
 * Where a text is not JSON. Nothing else is said about what is there, since the cause is named already; and an object
 * with such a place inside may yet get what it lacks.
 */
export interface BrokenText {
  /** Whether the span has a part that is broken. */
  readonly overlaps: (span: Span) => boolean;
  /** Whether the span has a part that is broken, or is next to one. */
  readonly touches: (span: Span) => boolean;
}

/** The broken places that a list of problems names. A text can have a hundred thousand of them, so they are indexed. */
export function brokenTextOf(problems: readonly Problem[]): BrokenText {
  const spans = problems.flatMap(({ code, span }) => (code === "syntax" ? [span] : []));
  if (spans.length === 0) return { overlaps: () => false, touches: () => false };
  spans.sort((a, b) => a.start - b.start);
  let furthest = 0;
  // How far the spans up to each one reach.
  const reaches = spans.map(({ end }) => {
    furthest = Math.max(furthest, end);
    return furthest;
  });
  /** How far those reach that start at `position` or before. */
  const reachAt = (position: number): number => reaches[firstIndex(spans, ({ start }) => start > position) - 1] ?? -1;
  return {
    overlaps: ({ start, end }) => reachAt(end - 1) > start,
    touches: ({ start, end }) => reachAt(end) >= start,
  };
}
