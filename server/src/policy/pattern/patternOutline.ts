import type { Span } from "../text/span";
import { scanPattern, type TokenKind } from "./patternTokens";

/** The rough shape of a pattern, valid or not, told without compiling it. */
export interface Outline {
  /** The number of instructions that Go's parser counts, with the repetitions written out. */
  readonly size: number;
  /** The largest product of counts that are nested in each other; Go allows 1000. */
  readonly repeats: number;
  /** What its Unicode classes, and the wide ranges that ignore case, cost in our engine: 1 for each class. */
  readonly classCost: number;
  /** The innermost ( that is never closed. */
  readonly unclosed: Span | undefined;
  /** The first ) that closes nothing. */
  readonly unopened: Span | undefined;
  /** Where the alternatives outside all groups are separated. */
  readonly bars: readonly number[];
}

/** A piece of a pattern, as far as a repetition that follows multiplies it. */
interface Part {
  size: number;
  repeats: number;
}

interface Group extends Part {
  readonly start: number;
  /** The largest product before the last part, which a repetition may still change. */
  earlier: number;
  /** What a capture adds. */
  readonly own: number;
}

/** In steps of a Unicode class: the case variants of a range are looked up one by one. */
const costOfFoldedRange = 20;

/** Reads the shape of a pattern, in linear time. */
export function outlineOf(source: string): Outline {
  const groups: Group[] = [{ start: -1, own: 0, size: 0, repeats: 1, earlier: 1 }];
  const bars: number[] = [];
  let unopened: Span | undefined;
  let classCost = 0;
  let wideRanges = 0;
  let ignoresCase = false;
  // What a repetition that follows would repeat.
  let atom: Part = { size: 1, repeats: 1 };
  const put = (part: Part): void => {
    atom = part;
    add(groups.at(-1) as Group, part);
  };
  const token = (kind: TokenKind, start: number, end: number): void => {
    switch (kind) {
      case "open":
        ignoresCase ||= hasFlag(source, start, end);
        groups.push({ start, own: isCapture(source, start) ? 2 : 0, size: 0, repeats: 1, earlier: 1 });
        return;
      case "close": {
        if (groups.length === 1) {
          unopened ??= { start, end };
          return;
        }
        const { own, size, repeats } = groups.pop() as Group;
        put({ size: own + Math.max(size, 1), repeats });
        return;
      }
      case "repeat": {
        const group = groups.at(-1) as Group;
        const repeated = repeatedPart(atom, source.slice(start, end));
        group.size += repeated.size - atom.size;
        group.repeats = Math.max(group.earlier, repeated.repeats);
        atom = repeated;
        return;
      }
      case "flags":
        ignoresCase ||= hasFlag(source, start, end);
        return;
      case "bar":
        if (groups.length === 1) bars.push(start);
        break;
      case "class":
        if (/[pP]/.test(source[start + 1] ?? "") && source[start] === "\\") classCost++;
        break;
      default:
    }
    // Of a quotation, a repetition repeats the last character.
    if (source.startsWith("\\Q", start))
      add(groups.at(-1) as Group, { size: Math.max(end - start - 5, 0), repeats: 1 });
    put({ size: 1, repeats: 1 });
  };
  scanPattern(source, {
    token,
    member: (kind, start, end) => {
      if (kind === "unicode") classCost++;
      if (kind === "range" && end - start > 3) wideRanges++;
    },
  });
  const last = groups.length > 1 ? (groups.at(-1) as Group) : undefined;
  return {
    size: groups.reduce((sum, { own, size }) => sum + own + size, 0),
    repeats: Math.max(...[groups[0], last].map((group) => group?.repeats ?? 1)),
    classCost: classCost + (ignoresCase ? wideRanges * costOfFoldedRange : 0),
    unclosed: last && { start: last.start, end: last.start + 1 },
    unopened,
    bars,
  };
}

function add(group: Group, part: Part): void {
  group.size += part.size;
  group.earlier = group.repeats;
  group.repeats = Math.max(group.repeats, part.repeats);
}

function isCapture(source: string, start: number): boolean {
  return source[start + 1] !== "?" || /[P<]/.test(source[start + 2] ?? "");
}

/** Whether flags, or the start of a group with flags, name the flag i. */
function hasFlag(source: string, start: number, end: number): boolean {
  return !isCapture(source, start) && source.slice(start, end).includes("i");
}

/** A part with a repetition behind it, by the sums of Go's parser. */
function repeatedPart({ size, repeats }: Part, repetition: string): Part {
  const [, least, comma, most] = /^\{(\d+)(?:(,)(\d*))?\}/.exec(repetition) ?? [];
  if (least === undefined) return { size: size + (repetition.startsWith("*") ? 2 : 1), repeats };
  const min = Number(least);
  if (comma !== undefined && most === "")
    return { size: min === 0 ? 2 + size : 1 + min * size, repeats: repeats * Math.max(min, 1) };
  const max = comma === undefined ? min : Number(most);
  // {0} repeats nothing, so that Go does not look at what it repeats.
  return { size: Math.max(max * size + (max - min), 1), repeats: max === 0 ? 1 : repeats * max };
}
