import type { Span } from "./span";

/** The part in which two texts differ: `before` in the old one, `after` in the new one. Around it they are the same. */
export interface ChangedPart {
  readonly before: Span;
  readonly after: Span;
}

/** Finds the part that changed. */
export function changedPart(old: string, text: string): ChangedPart {
  const shorter = Math.min(old.length, text.length);
  const start = longestCommon(shorter, (from, to) => old.slice(from, to) === text.slice(from, to));
  const tail = longestCommon(
    shorter - start,
    (from, to) => old.slice(old.length - to, old.length - from) === text.slice(text.length - to, text.length - from),
  );
  return { before: { start, end: old.length - tail }, after: { start, end: text.length - tail } };
}

/**
 * The largest length up to `limit` to which everything is the same. Compares pieces, which is much faster than
 * characters: each twice as long as the one before, then, where the first one differs, each half as long.
 */
function longestCommon(limit: number, isSame: (from: number, to: number) => boolean): number {
  let known = 0;
  let unknown = limit;
  for (let step = 1024; known < unknown; step *= 2) {
    const next = Math.min(limit, known + step);
    if (!isSame(known, next)) {
      unknown = next - 1;
      break;
    }
    known = next;
  }
  while (known < unknown) {
    const middle = Math.ceil((known + unknown) / 2);
    if (isSame(known, middle)) known = middle;
    else unknown = middle - 1;
  }
  return known;
}
