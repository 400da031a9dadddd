import type { Span } from "./span";

/** The longest program that is compiled, in steps; see the limits in pattern.ts. */
export const largestProgram = 20_000;

/** A repetition that RE2 forbids stops its parser at once, with a better message than ours, so it is none of ours. */
export function isTooLarge(outline: Outline): boolean {
  return outline.size > largestProgram && outline.repeats <= 1000;
}

/** The rough shape of a pattern, told without compiling it. */
export interface Outline {
  /** About the number of steps that the pattern has with its repetitions written out. */
  readonly size: number;
  /** The largest product of counts that are nested in each other; RE2 allows 1000. */
  readonly repeats: number;
  /** The innermost ( that is never closed. */
  readonly unclosed: Span | undefined;
  /** The first ) that closes nothing. */
  readonly unopened: Span | undefined;
  /** Where the alternatives outside all groups are separated. */
  readonly bars: readonly number[];
}

interface Group {
  readonly start: number;
  size: number;
  repeats: number;
}

/** Reads the shape of a pattern, valid or not. */
export function outlineOf(source: string): Outline {
  const groups: Group[] = [{ start: -1, size: 0, repeats: 1 }];
  const bars: number[] = [];
  let unopened: Span | undefined;
  // What a repetition that follows would repeat.
  let atom = { size: 1, repeats: 1 };
  const count = /\{(\d+)(?:(,)(\d*))?\}/y;
  for (let index = 0; index < source.length; ) {
    const group = groups.at(-1) as Group;
    let end = index + 1;
    switch (source[index]) {
      case "(":
        groups.push({ start: index, size: 2, repeats: 1 });
        atom = { size: 0, repeats: 1 };
        break;
      case ")":
        if (groups.length === 1) {
          unopened ??= { start: index, end };
        } else {
          groups.pop();
          atom = { size: group.size, repeats: group.repeats };
          add(groups.at(-1) as Group, atom);
        }
        break;
      case "{": {
        count.lastIndex = index;
        const match = count.exec(source);
        if (match === null) {
          atom = { size: 1, repeats: 1 };
          add(group, atom);
          break;
        }
        end = count.lastIndex;
        const least = Number(match[1]);
        const times = Math.max(least, Number(match[3] ?? 0), 1);
        // Each round that may be left out takes a step more.
        const repeated = { size: atom.size * times + (times - least), repeats: atom.repeats * times };
        group.size += repeated.size - atom.size;
        group.repeats = Math.max(group.repeats, repeated.repeats);
        atom = repeated;
        break;
      }
      default:
        if (source[index] === "|" && groups.length === 1) bars.push(index);
        end = endOfAtom(source, index);
        atom = { size: source.startsWith("\\Q", index) ? end - index : 1, repeats: 1 };
        add(group, atom);
    }
    index = end;
  }
  const [whole, ...open] = groups as [Group, ...Group[]];
  const last = open.at(-1);
  return {
    size: groups.reduce((sum, { size }) => sum + size, 0),
    repeats: Math.max(whole.repeats, ...open.slice(-1).map(({ repeats }) => repeats)),
    unclosed: last === undefined ? undefined : { start: last.start, end: last.start + 1 },
    unopened,
    bars,
  };
}

function add(group: Group, atom: { readonly size: number; readonly repeats: number }): void {
  group.size += atom.size;
  group.repeats = Math.max(group.repeats, atom.repeats);
}

/** The end of the escape, quotation, character class or single character that starts at an index. */
export function endOfAtom(source: string, index: number): number {
  if (source[index] === "\\") return endOfEscape(source, index);
  if (source[index] !== "[") return index + 1;
  let end = index + 1;
  if (source[end] === "^") end++;
  // A ] that stands first is a character of the class.
  if (source[end] === "]") end++;
  while (end < source.length && source[end] !== "]") {
    const named = source.startsWith("[:", end) ? /^\[:\^?\w+:\]/.exec(source.slice(end, end + 20)) : null;
    end += named !== null ? named[0].length : source[end] === "\\" ? 2 : 1;
  }
  return Math.min(end + 1, source.length);
}

function endOfEscape(source: string, index: number): number {
  const close = (text: string): number => {
    const found = source.indexOf(text, index + 2);
    return found < 0 ? source.length : found + text.length;
  };
  if (source[index + 1] === "Q") return close("\\E");
  // The braces of \p{…} and \x{…} are no repetition.
  if (/[pPx]/.test(source[index + 1] ?? "") && source[index + 2] === "{") return close("}");
  return Math.min(index + 2, source.length);
}
