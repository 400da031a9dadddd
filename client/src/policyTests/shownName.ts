/** Longer names are cut: a list shows a line of each. */
const longestName = 200;

/** A test's name on one line, without characters that a terminal or a list would take for something else than text. */
export function plainName(name: string): string {
  const cut = name.length > longestName ? `${name.slice(0, longestName)}…` : name;
  return cut
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

/** The same as a label of VS Code, which would make a picture of `$(bug)`. */
export function labelOf(name: string): string {
  return plainName(name).replaceAll("$(", "$\u200B(");
}
