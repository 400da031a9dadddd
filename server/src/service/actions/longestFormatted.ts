/** Longer texts are not formatted: an editor would need minutes for the edits. In characters. */
export const longestFormatted = 8_000_000;
