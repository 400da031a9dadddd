import type { Problem } from "./problem";

/** What Git begins its lines with where two versions of a text could not be merged. */
const marker = /^(?:<{7}|>{7})(?: [^\r\n]*)?(?=\r?$)/gm;

/** Maximum number of places to list. */
const mostPlaces = 20;

/**
 * The one problem of a text with an unresolved merge conflict; undefined for any other text. Both sides of the conflict are
 * in the text, so that all else that is wrong with it follows from that. No fix: which side is right, only a person knows.
 */
export function mergeConflict(text: string): Problem | undefined {
  if (!text.includes("<<<<<<<") && !text.includes(">>>>>>>")) return undefined;
  const places: { start: number; end: number }[] = [];
  marker.lastIndex = 0;
  for (let found = marker.exec(text); found !== null && places.length < mostPlaces; found = marker.exec(text))
    places.push({ start: found.index, end: found.index + found[0].length });
  const [span, ...others] = places;
  if (span === undefined) return undefined;
  const message =
    "This file has an unresolved merge conflict. Keep what is right of both sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>. Nothing else is checked until then.";
  return {
    code: "merge-conflict",
    severity: "error",
    message,
    span,
    ...(others.length > 0 && {
      related: others.map((place) => ({ span: place, message: "The conflict continues here." })),
    }),
  };
}
