/**
 * A member of a character class: a class of its own, by Unicode name or not, a range, a single character, or a [ that
 * is a character although a : follows it.
 */
export type MemberKind = "unicode" | "class" | "range" | "character" | "bracket";

/** Told about each member of a character class, in order. */
export type VisitMember = (kind: MemberKind, start: number, end: number) => void;

/**
 * The end of the character class that opens at an index, read as Go's parser reads it. `lastColon` is where the last
 * `:]` of the pattern is: with none further on, `[:` is two characters, as in `[[:]`.
 */
export function endOfClass(source: string, open: number, lastColon: number, visit?: VisitMember): number {
  let at = source[open + 1] === "^" ? open + 2 : open + 1;
  // A ] that comes first is a character of the class.
  for (let first = true; at < source.length && (source[at] !== "]" || first); first = false) {
    const start = at;
    const end = endOfCharacter(source, at);
    at = end;
    if (source.startsWith("[:", start) && lastColon >= start + 2) {
      at = source.indexOf(":]", start + 2) + 2;
      visit?.("class", start, at);
    } else if (/^\\[pP]/.test(source.slice(start, start + 2))) {
      visit?.("unicode", start, end);
    } else if (/^\\[dDsSwW]/.test(source.slice(start, start + 2))) {
      visit?.("class", start, end);
    } else if (source[end] === "-" && end + 1 < source.length && source[end + 1] !== "]") {
      at = endOfCharacter(source, end + 1);
      visit?.("range", start, at);
    } else {
      visit?.(source.startsWith("[:", start) ? "bracket" : "character", start, end);
    }
  }
  return Math.min(at + 1, source.length);
}

/** The end of the escape, quotation or single character that starts at an index. */
export function endOfCharacter(source: string, index: number): number {
  if (source[index] !== "\\") return index + widthAt(source, index);
  const kind = source[index + 1] ?? "";
  if (/[pPx]/.test(kind) && source[index + 2] === "{") {
    const close = source.indexOf("}", index + 3);
    return close < 0 ? source.length : close + 1;
  }
  if (kind === "x") return Math.min(index + 4, source.length);
  if (/[pP]/.test(kind)) return index + 2 + widthAt(source, index + 2);
  const octal = /^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(source.slice(index + 1, index + 4));
  return index + 1 + (octal?.[0].length ?? widthAt(source, index + 1));
}

/** How many code units the character at an index has; 0 behind the end. */
function widthAt(source: string, index: number): number {
  const point = source.codePointAt(index);
  return point === undefined ? 0 : point > 0xffff ? 2 : 1;
}
