import type { ChangedPart } from "../text/changedPart";
import type { Span } from "../text/span";
import { grouped } from "../words/plain/grouped";
import type { PolicyDocument } from "./document";

/**
 * Larger texts are not read. Measured: a value costs up to 1 kB and 5 µs, so that whatever the text is, the server stays
 * below 2 GB and is back after some ten seconds. A policy of 100,000 tools has 1,300,000 values or more, and VS Code sends
 * no text of more than 50 MB to extensions.
 */
export const longestText = 32_000_000;
export const mostValues = 2_000_000;

/**
 * How many values and keys a text has at most: one for each sign that one can follow, also inside strings, so that an
 * edit is counted by its own text alone. undefined for a text that is too short to hold too many.
 */
export function countValues(
  text: string,
  previous?: { readonly text: string; readonly values: number | undefined; readonly changed: ChangedPart },
): number | undefined {
  // Each value takes a character at least, and what is too long need not be counted.
  if (text.length <= mostValues || text.length > longestText) return undefined;
  if (previous?.values === undefined) return signsIn(text, { start: 0, end: text.length });
  const { before, after } = previous.changed;
  return previous.values - signsIn(previous.text, before) + signsIn(text, after);
}

/** The document of a text that is too large to be read: nothing but a notice. undefined for any other text. */
export function oversizedDocument(text: string, values: number | undefined): PolicyDocument | undefined {
  const excess =
    text.length > longestText
      ? `${grouped(longestText)} characters`
      : (values ?? 0) > mostValues
        ? `${grouped(mostValues)} values`
        : undefined;
  if (excess === undefined) return undefined;
  const message = `The file has more than ${excess}, and is too large to be checked. Split it, or look at it as JSON.`;
  return {
    text,
    root: undefined,
    members: [],
    toolsSpan: undefined,
    tools: [],
    toolGroups: [],
    problems: [{ code: "text-too-large", severity: "information", message, span: { start: 0, end: 1 } }],
    isSplit: false,
    lastSplit: undefined,
  };
}

function signsIn(text: string, { start, end }: Span): number {
  const piece = text.slice(start, end);
  let count = 0;
  for (const sign of [",", ":", "[", "{"])
    for (let at = piece.indexOf(sign); at >= 0; at = piece.indexOf(sign, at + 1)) count += 1;
  return count;
}
