import type { JsonValue } from "../../policy/text/json";
import type { TextSet } from "../text/textSet";

/** Stands for an argument that a call does not have. */
export const missing: unique symbol = Symbol("missing");

/** Values of one path that all conditions on it treat alike. */
export interface Region {
  /** A value of the region; for texts, one of `language` is chosen when a call is made. */
  readonly value: JsonValue | typeof missing;
  /** The texts of the region; undefined for regions of other values. */
  readonly language?: TextSet;
  /** What conditions on fields of the value can look at: only an object has fields. */
  readonly isObject: boolean;
  /** For each condition on the path, whether it holds. */
  readonly holds: readonly boolean[];
}

/** All regions of a path: together they have every value that a call can have there. */
export interface Regions {
  readonly regions: readonly Region[];
  /** Why some values are in no region, so that "there is none" is not known; undefined when all are. */
  readonly notKnown: string | undefined;
}
