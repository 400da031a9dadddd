import { skipWhitespace } from "../text/splitMembers";

/** One tool as its lines show it: its text without the comma behind it. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Where the comma behind it is; undefined when there is none. */
  readonly comma: number | undefined;
}

/** Tools one after the other, as their lines show them. */
export interface Pieces {
  readonly pieces: readonly Piece[];
  /** Behind the brace that closes `tools`; where the known tool begins, when one was reached. */
  readonly end: number;
  /** The white space before each of them. */
  readonly indentation: string;
}

/**
 * The pieces between the lines on which a tool begins: lines that are indented like the first tool and begin with a
 * quote. Up to the line that closes `tools`, which is indented less and begins with a brace. Undefined when the text is
 * not laid out so. This keeps a missing bracket, quote or comma inside the tool where it is missing.
 */
export function piecesByLines(text: string, toolsStart: number): Pieces | undefined {
  const first = skipWhitespace(text, toolsStart + 1);
  const lineStart = text.lastIndexOf("\n", first) + 1;
  if (lineStart <= toolsStart || text[first] !== '"') return undefined;
  return piecesFrom(text, first, text.slice(lineStart, first), undefined);
}

/** The same from the tool that begins at `first` on, up to a tool that is known to begin a line at `known`. */
export function piecesFrom(
  text: string,
  first: number,
  indentation: string,
  known: number | undefined,
): Pieces | undefined {
  const pieces: Piece[] = [];
  let start = first;
  for (let line = text.indexOf("\n", first) + 1; line > 0; line = text.indexOf("\n", line) + 1) {
    const at = skipIndentation(text, line);
    const isTool = text[at] === '"' && at - line === indentation.length && text.startsWith(indentation, line);
    const isClosing = text[at] === "}" && at - line < indentation.length;
    if (text[at] === '"' && at - line < indentation.length) return undefined;
    if (!isTool && !isClosing) continue;
    pieces.push(pieceOf(text, start, line));
    if (isClosing) return { pieces, end: at + 1, indentation };
    if (at === known) return { pieces, end: at, indentation };
    start = at;
  }
  return undefined;
}

function skipIndentation(text: string, line: number): number {
  let at = line;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function pieceOf(text: string, start: number, before: number): Piece {
  let end = before;
  while (end > start && isJsonSpace(text[end - 1])) end--;
  if (text[end - 1] !== ",") return { start, end, comma: undefined };
  const comma = end - 1;
  end--;
  while (end > start && isJsonSpace(text[end - 1])) end--;
  return { start, end, comma };
}

/** What JSON calls white space, which is less than others do: a byte order mark or a hard space is a mistake. */
function isJsonSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}
