import { firstIndex } from "../../../policy/text/firstIndex";
import type { TextEdit } from "../../../policy/text/textEdit";
import type { ChangedLine } from "../../../protocol/decisionChanges";

/** Lines that are shown around a change. */
const around = 2;

/** A piece of a text, as lines: from `first` up to and without `end`. */
interface Lines {
  readonly first: number;
  readonly end: number;
}

/** The lines that edits change, with a few around them. `after` is the text with the edits made. */
export function changedLines(before: string, after: string, edits: readonly TextEdit[]): readonly ChangedLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const shown: ChangedLine[] = [];
  const hunks = hunksOf(old, now, edits);
  let until = 0;
  for (const [index, [removed, added]] of hunks.entries()) {
    for (let line = Math.max(until, removed.first - around); line < removed.first; line++) shown.push(same(old, line));
    for (let line = removed.first; line < removed.end; line++)
      shown.push({ kind: "removed", line, text: old.texts[line] ?? "" });
    for (let line = added.first; line < added.end; line++)
      shown.push({ kind: "added", line, text: now.texts[line] ?? "" });
    // What the next change begins with is no surrounding of this one.
    const next = hunks[index + 1]?.[0].first ?? old.texts.length;
    until = Math.min(removed.end + around, next);
    for (let line = removed.end; line < until; line++) shown.push(same(old, line));
  }
  return shown;
}

interface TextLines {
  readonly texts: readonly string[];
  /** Where each line starts. */
  readonly starts: readonly number[];
}

function linesOf(text: string): TextLines {
  const texts: string[] = [];
  const starts: number[] = [];
  let start = 0;
  for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
    texts.push(text.slice(start, index));
    starts.push(start);
    start = index + end.length;
  }
  texts.push(text.slice(start));
  starts.push(start);
  return { texts, starts };
}

function lineAt({ starts }: TextLines, offset: number): number {
  return Math.max(0, firstIndex(starts, (start) => start > offset) - 1);
}

/** Each change as whole lines of both texts; changes without a line between them are one. */
function hunksOf(old: TextLines, now: TextLines, edits: readonly TextEdit[]): readonly (readonly [Lines, Lines])[] {
  const hunks: [Lines, Lines][] = [];
  let moved = 0;
  for (const { span, newText } of edits) {
    const start = span.start + moved;
    moved += newText.length - (span.end - span.start);
    const removed = { first: lineAt(old, span.start), end: lineAt(old, span.end) + 1 };
    const added = { first: lineAt(now, start), end: lineAt(now, start + newText.length) + 1 };
    const last = hunks.at(-1);
    if (last !== undefined && removed.first <= last[0].end)
      hunks[hunks.length - 1] = [
        { first: last[0].first, end: removed.end },
        { first: last[1].first, end: added.end },
      ];
    else hunks.push([removed, added]);
  }
  return hunks.map(([removed, added]) => trimmed(old, now, removed, added));
}

/** Without the lines at both ends that are the same in both texts: an edit may begin at the end of a line. */
function trimmed(old: TextLines, now: TextLines, removed: Lines, added: Lines): [Lines, Lines] {
  let { first, end } = removed;
  let { first: addedFirst, end: addedEnd } = added;
  while (first < end && addedFirst < addedEnd && old.texts[first] === now.texts[addedFirst]) {
    first++;
    addedFirst++;
  }
  while (first < end && addedFirst < addedEnd && old.texts[end - 1] === now.texts[addedEnd - 1]) {
    end--;
    addedEnd--;
  }
  return [
    { first, end },
    { first: addedFirst, end: addedEnd },
  ];
}

function same({ texts }: TextLines, line: number): ChangedLine {
  return { kind: "same", line, text: texts[line] ?? "" };
}
