/**
 * Characters that are not shown, or that change how others are shown: controls, line and paragraph separators,
 * directional marks and overrides, zero-width characters, tags that can hide whole sentences, and halves of surrogate
 * pairs. Not among them are the joiners and the presentation selectors, which scripts and emoji need.
 */
const unseen = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Most text is that, and is told so several times faster. */
const onlyPrintableAscii = /^[ -~]*$/;

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * Untrusted text as a person may safely read it: what cannot be seen is written as JSON writes it, such as `\u202e`. The
 * one function for this; client and server share it. The text is for people: it cannot be turned back.
 */
export function visibleText(text: string): string {
  if (onlyPrintableAscii.test(text)) return text;
  return text.replace(unseen, (character) => shortEscapes.get(character) ?? escapeSequence(character));
}

/** `\u202e`, as JSON writes a character; two of them for one beyond the first 65,536. */
export function escapeSequence(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}
