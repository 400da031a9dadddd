import { Character } from "../text/characters";
import type { Span } from "../text/span";
import type { TextEdit } from "../text/textEdit";
import { findContainers, inlineGap, isClosing, isOpening, type LayoutContainer } from "./layoutContainers";
import { readTokens } from "./layoutTokens";

/** The layouts that a policy can have. */
export const layouts = ["expanded", "compact"] as const;

/**
 * `expanded`: each field and each element on a line of its own. `compact`: an object or array that holds no object is on
 * one line where it fits, such as a condition, a limit or the names in `hide`.
 */
export type Layout = (typeof layouts)[number];

/** The longest line that `compact` makes of several, in columns. */
const longestJoinedLine = 120;

/** How a policy is laid out. */
export interface LayoutOptions {
  readonly layout: Layout;
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly insertFinalNewline: boolean;
  /** Whether lines are joined; else only what is on one line may stay so. */
  readonly joins: boolean;
  /** What is to be laid out; the whole text when absent. */
  readonly range?: Span;
}

/**
 * Edits that lay out a text, between its tokens alone: each change is of white space. One blank line between entries, the
 * line end at the end of the text and the place of comments stay the author's. Undefined when the text has something that
 * is no token, or brackets that do not match. Yields now and then, so that others have their turn.
 */
export function* layOut(text: string, options: LayoutOptions): Generator<undefined, readonly TextEdit[] | undefined> {
  const tokens = yield* readTokens(text);
  const containers = tokens && (yield* findContainers(text, tokens));
  if (tokens === undefined || containers === undefined) return undefined;
  const { starts, ends, breaks } = tokens;
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  const unit = options.insertSpaces ? " ".repeat(options.tabSize) : "\t";
  const first = (index: number): number => text.charCodeAt(starts[index] ?? text.length);
  const edits: { readonly edit: TextEdit; readonly group: number | undefined }[] = [];
  let depth = 0;
  let column = 0;
  let end = text.charCodeAt(0) === Character.byteOrderMark ? 1 : 0;
  /** The container that is on one line. */
  let line: { readonly open: number; readonly close: number } | undefined;
  for (let index = 0; index < starts.length; index++) {
    if (index % 5_000 === 0) yield;
    const [before, next] = [first(index - 1), first(index)];
    const start = starts[index] ?? end;
    if (line === undefined && isClosing(next)) depth--;
    let gap = "";
    if (line !== undefined) gap = inlineGap(before, next);
    else if (index > 0) {
      const isLineComment = text.startsWith("//", starts[index - 1]);
      const lines = linesBetween(before, next, breaks[index] ?? 0, isLineComment);
      gap = lines === 0 ? blankBetween(before, next) : eol.repeat(lines) + unit.repeat(depth);
      if (lines > 0) column = depth * options.tabSize - gap.length;
    }
    if (text.slice(end, start) !== gap)
      edits.push({ edit: { span: { start: end, end: start }, newText: gap }, group: line?.open });
    column += gap.length;
    const container = containers.get(index);
    if (line === undefined && container !== undefined) {
      if (index > 0 && isJoined(container, column, options)) line = { open: index, close: container.close };
      else depth++;
    }
    end = ends[index] ?? end;
    column += end - start;
    if (line?.close === index) line = undefined;
  }
  const isEnded = options.insertFinalNewline || (breaks[starts.length] ?? 0) > 0;
  const last = isEnded ? eol : "";
  if (text.slice(end) !== last)
    edits.push({ edit: { span: { start: end, end: text.length }, newText: last }, group: undefined });
  return within(edits, options.range);
}

/** A line is joined as a whole or not at all. */
function within(
  edits: readonly { readonly edit: TextEdit; readonly group: number | undefined }[],
  range: Span | undefined,
): readonly TextEdit[] {
  const isInside = ({ span: { end } }: TextEdit): boolean =>
    range === undefined || (range.start <= end && end <= range.end);
  const groups = new Set(edits.filter(({ edit }) => isInside(edit)).map(({ group }) => group));
  return edits
    .filter(({ edit, group }) => (group === undefined ? isInside(edit) : groups.has(group)))
    .map(({ edit }) => edit);
}

function isJoined(
  { isPlain, isOnOneLine, width }: LayoutContainer,
  column: number,
  { layout, joins }: LayoutOptions,
): boolean {
  return layout === "compact" && isPlain && (joins || isOnOneLine) && column + width <= longestJoinedLine;
}

/** How many lines end between two tokens; with two, a blank line is between them. */
function linesBetween(before: number, next: number, breaks: number, isLineComment: boolean): 0 | 1 | 2 {
  if (isClosing(next)) return isOpening(before) ? 0 : 1;
  if (isOpening(before)) return next === Character.slash && breaks === 0 ? 0 : 1;
  const kept = breaks > 1 ? 2 : 1;
  // A comment stays on its line.
  if (next === Character.slash) return breaks === 0 && !isLineComment ? 0 : kept;
  if (isLineComment) return kept;
  if (before === Character.slash) return breaks === 0 ? 0 : kept;
  return before === Character.comma ? kept : 0;
}

function blankBetween(before: number, next: number): string {
  return before === Character.slash || next === Character.slash ? " " : inlineGap(before, next);
}
