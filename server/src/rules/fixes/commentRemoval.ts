import { indentBefore } from "../../policy/edit/layout";
import type { PolicyDocument } from "../../policy/model/document";
import type { Span } from "../../policy/text/span";

/** Comments with only white space between them. */
interface Run {
  readonly start: number;
  readonly end: number;
  /** Nothing comes before it. */
  readonly isFirst: boolean;
}

const runsByDocument = new WeakMap<PolicyDocument, ReadonlyMap<number, Run>>();

/**
 * What to remove of the text so that a comment is gone, with all comments that only white space separates from it: lines
 * that hold nothing else go as a whole, and no empty line stays where there was none.
 */
export function commentRemoval(document: PolicyDocument, comment: Span): Span {
  let runs = runsByDocument.get(document);
  if (runs === undefined) {
    runs = runsIn(document);
    runsByDocument.set(document, runs);
  }
  return removal(document.text, runs.get(comment.start) ?? { ...comment, isFirst: false });
}

/** The runs of comments, by the start of each comment in them. */
function runsIn({ problems, text }: PolicyDocument): ReadonlyMap<number, Run> {
  const first = skip(text, 0, /\s/);
  const comments = problems.filter(({ code }) => code === "comment").map(({ span }) => span);
  const runs = new Map<number, Run>();
  let run: { start: number; end: number; isFirst: boolean } | undefined;
  for (const { start, end } of comments.sort((a, b) => a.start - b.start)) {
    if (run === undefined || /\S/.test(text.slice(run.end, start))) run = { start, end, isFirst: start <= first };
    else run.end = end;
    runs.set(start, run);
  }
  return runs;
}

function removal(text: string, { start, end, isFirst }: Run): Span {
  const indent = indentBefore(text, start);
  const next = skip(text, end, /[ \t]/);
  const lineEnd = text.startsWith("\r\n", next) ? next + 2 : /[\r\n]/.test(text.charAt(next)) ? next + 1 : next;
  // At the start of the file, nothing stays above what follows.
  if (isFirst) return { start: 0, end: skip(text, end, /\s/) };
  if (indent === undefined) {
    // Behind something, with the blanks between.
    let from = start;
    while (/[ \t]/.test(text.charAt(from - 1))) from--;
    return { start: from, end };
  }
  // Before something on its line, whose indentation stays.
  if (lineEnd === next && next < text.length) return { start, end: next };
  const lineStart = start - indent.length;
  const isBetweenBlanks = /\n[ \t]*\r?\n$/.test(text.slice(Math.max(0, lineStart - 100), lineStart));
  const blank = isBetweenBlanks ? /^[ \t]*\r?\n/.exec(text.slice(lineEnd, lineEnd + 100))?.[0].length : undefined;
  return { start: lineStart, end: lineEnd + (blank ?? 0) };
}

function skip(text: string, position: number, characters: RegExp): number {
  let at = position;
  while (at < text.length && characters.test(text.charAt(at))) at++;
  return at;
}
