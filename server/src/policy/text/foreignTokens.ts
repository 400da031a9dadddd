import { visit } from "jsonc-parser";
import type { Span } from "./span";
import { maximumDepth, nestingDepth } from "./splitMembers";
import { applyEdits, type TextEdit } from "./textEdit";

/** What other languages write where JSON has its own tokens. */
export interface ForeignTokens {
  /** What makes JSON tokens of them. */
  readonly edits: readonly TextEdit[];
  /** What they are, for a sentence: "single quotes", each once. */
  readonly kinds: readonly string[];
  /** Where the first one is. */
  readonly first: Span | undefined;
}

const words: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["TRUE", "true"],
  ["False", "false"],
  ["FALSE", "false"],
  ["None", "null"],
  ["Null", "null"],
  ["NULL", "null"],
  ["undefined", "null"],
]);

/** Openers of strings that JSON does not know, and what may close them. */
const closers: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ["\u2018", "\u2019"],
  ["\u201c", "\u201d\u201c"],
  ["\u201d", "\u201d\u201c"],
  ["\u201e", "\u201c\u201d"],
]);

const none: ForeignTokens = { edits: [], kinds: [], first: undefined };

/**
 * Finds the tokens of other languages in a text that begins as JSON; none in any other text. Comments and Markdown marks
 * are taken out, so they are none where the rest is not JSON: a # can also be a slip of the hand before a colon.
 */
export function foreignTokens(text: string): ForeignTokens {
  const found = findTokens(text, true);
  const takesOut = found.edits.some(({ newText }) => newText === "");
  return takesOut && !isJsonWithComments(applyEdits(text, found.edits)) ? findTokens(text, false) : found;
}

/** Whether a text is JSON, but for comments and a comma too many. */
function isJsonWithComments(text: string): boolean {
  if (nestingDepth(text) > maximumDepth) return false;
  let isBroken = false;
  visit(
    text,
    {
      onError: () => {
        isBroken = true;
      },
    },
    { allowTrailingComma: true },
  );
  return !isBroken;
}

/** One pass over the text. */
function findTokens(text: string, takesOut: boolean): ForeignTokens {
  if (
    // Comments may stand in front.
    !/^(?:[\s\ufeff]|#[^\n]*\n)*[{[]/.test(text) ||
    !/['#`\u2018\u201c\u201d\u201e]|\b(?:True|TRUE|False|FALSE|None|Null|NULL|undefined)\b/.test(text)
  )
    return none;
  const edits: TextEdit[] = [];
  const kinds = new Set<string>();
  let first: Span | undefined;
  const add = (kind: string, span: Span, newText: string): void => {
    kinds.add(kind);
    first ??= span;
    edits.push({ span, newText });
  };
  // The last character that is not white space: a token can begin after a bracket, a comma or a colon only.
  let previous = "";
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    const start = at;
    const canBegin = previous === "" || "{[,:".includes(previous);
    const closing = closers.get(character);
    if (character === '"') at = stringEnd(text, at, '"');
    else if (character === "/" && text[at + 1] === "/") {
      at = lineEnd(text, at);
      continue;
    } else if (character === "/" && text[at + 1] === "*") {
      const end = text.indexOf("*/", at + 2);
      at = end < 0 ? text.length : end + 2;
      continue;
    } else if (character === "#" && takesOut) {
      at = lineEnd(text, at);
      add("# comments", wholeLine(text, start, at), "");
      continue;
    } else if (character === "`" && takesOut && text.startsWith("```", at)) {
      at = lineEnd(text, at);
      add("Markdown marks", { start, end: at }, "");
      continue;
    } else if (closing !== undefined && canBegin) {
      const end = stringEnd(text, at, closing);
      const isClosed = end > at + 1 && closing.includes(text.charAt(end - 1));
      if (isClosed)
        add(
          character === "'" ? "single quotes" : "curly quotes",
          { start, end },
          inDoubleQuotes(text.slice(at + 1, end - 1)),
        );
      at = Math.max(end, at + 1);
    } else if (/[A-Za-z_]/.test(character)) {
      while (/[\w$]/.test(text.charAt(at))) at++;
      const word = words.get(text.slice(start, at));
      if (word !== undefined && canBegin && previous !== "{") add("True, False or None", { start, end: at }, word);
    } else at++;
    previous = text.charAt(at - 1) || character;
  }
  return { edits, kinds: [...kinds], first };
}

/** Behind the closing quote, or at the end of the line when there is none. */
function stringEnd(text: string, start: number, closing: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === "\n") return at;
    else if (closing.includes(character)) return at + 1;
  }
  return text.length;
}

function lineEnd(text: string, at: number): number {
  const end = /[\r\n]/g;
  end.lastIndex = at;
  return end.exec(text)?.index ?? text.length;
}

/** A comment with the line that it has for itself, or with the space before it. */
function wholeLine(text: string, start: number, end: number): Span {
  let from = start;
  while (from > 0 && (text[from - 1] === " " || text[from - 1] === "\t")) from--;
  const isAlone = from === 0 || text[from - 1] === "\n";
  if (!isAlone) return { start: from, end };
  const after = /^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  return { start: from, end: end + after };
}

/** The content of a string as JSON: an escaped single quote is plain, a double quote is escaped. */
function inDoubleQuotes(content: string): string {
  return `"${content.replace(/\\[\s\S]|"/g, (found) => (found === '"' ? '\\"' : found === "\\'" ? "'" : found))}"`;
}
