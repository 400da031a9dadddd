import type { ArgumentNote } from "../../policy/decide/argumentText";
import type { CheckedCall } from "../../policy/decide/checkedCall";

/** A piece of a log of which all was done that depends on no other piece. Typed arrays, since threads hand them over at once. */
export interface CheckedPiece {
  /** How many lines it has. */
  readonly lines: number;
  /** The instants of its calls; NaN where the log does not say when. */
  readonly instants: Float64Array<ArrayBuffer>;
  /** What else is known of its calls, `columns` for each: line, tool, grant, what was checked, whether it is a retry. */
  readonly calls: Uint32Array<ArrayBuffer>;
  readonly tools: readonly string[];
  readonly grants: readonly string[];
  /** What the checks of calls have come to. */
  readonly checks: readonly CheckedCall[];
  /** Other messages of the protocol. */
  readonly otherMessages: number;
  readonly unreadable: readonly { readonly line: number; readonly why: string }[];
  readonly notes: readonly { readonly line: number; readonly code: ArgumentNote["code"] }[];
}

/** Numbers of each call. */
export const columns = 5;

/** Stands for what was checked, where a gateway had denied the call since it can be read in several ways. */
export const ambiguous = 0xffffffff;
