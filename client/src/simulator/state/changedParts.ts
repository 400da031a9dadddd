import type { ChangedLine } from "../../../../server/src/protocol/decisionChanges";

/** A line in three pieces; `changed` is what differs from the line that it replaces, or that replaces it. */
export interface LineParts extends Pick<ChangedLine, "kind" | "line"> {
  readonly before: string;
  readonly changed: string;
  readonly after: string;
}

/** More of an unchanged piece than this is left out beside the change. */
const shownAround = 60;

/** The lines without the indentation that all have, each with the piece that changes, so that it is seen at any width. */
export function changedParts(lines: readonly ChangedLine[]): readonly LineParts[] {
  const indent = Math.min(...lines.filter(({ text }) => text.trim() !== "").map(({ text }) => text.search(/\S/)));
  const texts = lines.map(({ text }) => text.slice(indent));
  const partners = partnersOf(lines);
  return lines.map(({ kind, line }, index) => {
    const text = texts[index] ?? "";
    const other = texts[partners.get(index) ?? -1];
    if (other === undefined) return { kind, line, before: text, changed: "", after: "" };
    const start = commonStart(text, other);
    const end = commonEnd(text.slice(start), other.slice(start));
    return {
      kind,
      line,
      before: shortBefore(text.slice(0, start)),
      changed: text.slice(start, text.length - end),
      after: shortAfter(text.slice(text.length - end)),
    };
  });
}

/** A removed line and the added one that is in its place, where as many are added as removed. */
function partnersOf(lines: readonly ChangedLine[]): ReadonlyMap<number, number> {
  const partners = new Map<number, number>();
  let index = 0;
  while (index < lines.length) {
    const removed = runOf(lines, index, "removed");
    const added = runOf(lines, index + removed, "added");
    for (let each = 0; removed === added && each < removed; each++) {
      partners.set(index + each, index + removed + each);
      partners.set(index + removed + each, index + each);
    }
    index += Math.max(1, removed + added);
  }
  return partners;
}

function runOf(lines: readonly ChangedLine[], start: number, kind: ChangedLine["kind"]): number {
  let length = 0;
  while (lines[start + length]?.kind === kind) length += 1;
  return length;
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  // A number is shown whole: 10 becomes 11, not 0 becomes 1.
  while (length > 0 && /[\w.-]/.test(one[length - 1] ?? "")) length -= 1;
  return length;
}

function commonEnd(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  while (length > 0 && /[\w.-]/.test(one.at(-length) ?? "")) length -= 1;
  return length;
}

/** The indentation stays, so that the lines keep their shape. */
function shortBefore(text: string): string {
  const indent = /^\s*/.exec(text)?.[0] ?? "";
  return text.length - indent.length > shownAround ? `${indent}…${text.slice(-shownAround)}` : text;
}

function shortAfter(text: string): string {
  return text.length > shownAround ? `${text.slice(0, shownAround)}…` : text;
}
