/** What one character is matched by: a sign that stands for itself, an escaped one, or a class of common ones. */
const atom = String.raw`(?:[\w@/,:;=<>&%#!~"' .-]|\\[.^$*+?()[\]{}|\\/dDwWsS-]|\[\^?(?:a-z|A-Z|0-9|a-f|A-F|[\w@/., ]|\\[.\\/dws-])+-?\])`;
/** Counts below a hundred, so that the outline sees those that are too high when they are nested. */
const repeated = String.raw`(?:${atom}(?:(?:[*+?]|\{[1-9]\d?,?\})\??)?)`;
const group = String.raw`\((?:\?:)?${repeated}+(?:\|${repeated}+)*\)(?:[*+?]|\{[1-9]\d?\})?`;
const plain = new RegExp(String.raw`^\^?(?:${repeated}|${group})*\$?$`);

const longest = 200;

/**
 * Whether a pattern is of a form that every Go compiles, unless it repeats too much. Most patterns of policies are, and need
 * not wait for the engine until a text is matched. Of others this says nothing.
 */
export function isPlainPattern(source: string): boolean {
  return source.length <= longest && plain.test(source);
}
