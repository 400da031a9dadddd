import { changedPart } from "../../policy/text/changedPart";
import type { TextEdit } from "../../policy/text/textEdit";

/** Longer pieces are replaced as a whole: to find what is the same in them would cost more than it saves. */
const mostLines = 4_000;

/**
 * The edits that make one text of another, line by line: lines that are the same in both stay untouched, with their
 * cursors, folds and breakpoints, also between two places that change.
 */
export function linesThatChange(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const whole = changedPart(before, after);
  const old = linesOf(before.slice(whole.before.start, whole.before.end));
  const next = linesOf(after.slice(whole.after.start, whole.after.end));
  if (old.length > mostLines || next.length > mostLines) return [{ span: whole.before, newText: next.join("") }];
  const edits: TextEdit[] = [];
  let offset = whole.before.start;
  let from = 0;
  let place = 0;
  const flush = (oldEnd: number, nextEnd: number): void => {
    const removed = old.slice(from, oldEnd).join("");
    const added = next.slice(place, nextEnd).join("");
    if (removed !== added) edits.push({ span: { start: offset, end: offset + removed.length }, newText: added });
    offset += removed.length;
    [from, place] = [oldEnd, nextEnd];
  };
  for (const [oldLine, nextLine] of linesInBoth(old, next)) {
    flush(oldLine, nextLine);
    offset += old[oldLine]?.length ?? 0;
    from = oldLine + 1;
    place = nextLine + 1;
  }
  flush(old.length, next.length);
  return edits;
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}

/**
 * Pairs of lines that are the same, in order. Lines that stand once in each text are the anchors (as in a patience diff), so
 * that brackets, which stand everywhere, never pull two places together.
 */
function linesInBoth(old: readonly string[], next: readonly string[]): readonly (readonly [number, number])[] {
  const onceInNext = once(next);
  const pairs = [...once(old)].flatMap(([line, index]): [number, number][] => {
    const other = onceInNext.get(line);
    return other === undefined ? [] : [[index, other]];
  });
  // Edits keep the order of what they do not touch: a pair that goes back is a line that was moved.
  const kept: [number, number][] = [];
  for (const pair of pairs.sort((a, b) => a[0] - b[0])) if (pair[1] > (kept.at(-1)?.[1] ?? -1)) kept.push(pair);
  return kept;
}

/** The lines that stand once, with their index. */
function once(lines: readonly string[]): ReadonlyMap<string, number> {
  const indices = new Map<string, number>();
  for (const [index, line] of lines.entries()) indices.set(line, indices.has(line) ? -1 : index);
  return new Map([...indices].filter(([, index]) => index >= 0));
}
