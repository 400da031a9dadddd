import { visibleText } from "../../../server/src/policy/words/visibleText";

/** Longer names are cut: a list shows a line of each. */
const longestName = 200;

/** Longer sentences are cut. */
const longestSentence = 5_000;

/** A test's name on one line, without characters that a terminal or a list would take for something else than text. */
export function plainName(name: string): string {
  return plainText(name, longestName);
}

/** The same of a sentence with names in it. */
export function plainSentence(sentence: string): string {
  return plainText(sentence, longestSentence);
}

function plainText(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return visibleText(cut.replace(/\s+/g, " ").trim());
}

/** The same as a label of VS Code, which would make a picture of `$(bug)`. */
export function labelOf(name: string): string {
  return plainName(name).replaceAll("$(", "$\u200B(");
}
