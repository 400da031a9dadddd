import type { RE2JS } from "re2js";

/** Codes of the engine's instructions, those that a pattern without lookbehind compiles to. */
export const opcode = {
  alt: 1,
  altMatch: 2,
  capture: 3,
  emptyWidth: 4,
  fail: 5,
  match: 6,
  nop: 7,
  rune: 8,
  rune1: 9,
  runeAny: 10,
  runeAnyNotNewline: 11,
} as const;

/** What an `emptyWidth` instruction asks of the place between two characters; bits that are added up. */
export const assertion = {
  beginLine: 1,
  endLine: 2,
  beginText: 4,
  endText: 8,
  wordBoundary: 16,
  noWordBoundary: 32,
} as const;

/** One instruction. `out` and `arg` are the next ones; `arg` of a rune is its flags, of `emptyWidth` its assertions. */
export interface Instruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  /** Code points: one, or pairs of first and last. */
  readonly runes: ArrayLike<number>;
  /** Whether a code point is one of them, letter case included. */
  matchRune(codePoint: number): boolean;
}

/** A compiled pattern: a nondeterministic automaton of instructions. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/**
 * The automaton that the engine itself runs, so that an answer about a pattern and a decision can never disagree on what
 * the pattern means. undefined when the engine's inside is not as this version expects it.
 */
export function programOf(engine: RE2JS): Program | undefined {
  const prog: unknown = (engine as unknown as { re2Input?: { prog?: unknown } }).re2Input?.prog;
  if (typeof prog !== "object" || prog === null) return undefined;
  const { inst, start } = prog as { inst?: unknown; start?: unknown };
  if (!Array.isArray(inst) || typeof start !== "number") return undefined;
  const known = new Set<number>(Object.values(opcode));
  const instructions = inst as Instruction[];
  return instructions.every(({ op }) => known.has(op)) ? { instructions, start } : undefined;
}
