import type { Span } from "../text/span";

/** A pattern that can be searched for. */
export interface Pattern {
  readonly kind: "compiled";
  /**
   * Whether the pattern matches anywhere in the text: an unanchored search in linear time. Undefined where text and
   * pattern are too large together to be tried here. Never throws.
   */
  readonly matches: (text: string) => boolean | undefined;
  /** The instructions of its program. */
  readonly size: number;
}

/** A pattern of which it is not known whether the gateway compiles it. */
export interface PatternNotKnown {
  readonly kind: "not-known";
  /** A limit of our own, or names of classes that only some versions of Go have. */
  readonly because: "limit" | "class-names";
  /** A sentence for people. */
  readonly why: string;
}

/** What becomes of a pattern: it compiles, Go refuses it (the condition is false), or that is not known. */
export type CompiledPattern = Pattern | PatternError | PatternNotKnown;

/** A pattern that Go does not compile: its condition is false. */
export interface PatternError {
  readonly kind: "refused";
  /** A sentence for people. */
  readonly why: string;
  /** The part of the pattern that is wrong, in UTF-16 code units from its start, where that is known. */
  readonly at?: Span;
}
