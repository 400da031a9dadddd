import type { JsonObject } from "../../policy/text/json";
import { own } from "../jsonSchema";
import type { Shape } from "./shape";

/** What a schema says about the size of a value. Absent where it says nothing. */
export interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  /** The smallest value that is not accepted from above `minimum`'s side, and its counterpart. */
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const;
const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const;

/** The bounds that hold for every value of a shape: those of alternatives are not among them. */
export function boundsOf({ all }: Shape): Bounds {
  const bounds: Record<string, number> = {};
  const set = (keyword: string, value: number, tighter: (a: number, b: number) => number): void => {
    const known = bounds[keyword];
    bounds[keyword] = known === undefined ? value : tighter(known, value);
  };
  for (const schema of all) {
    for (const keyword of lower) {
      const value = boundIn(schema, keyword, "minimum");
      if (value !== undefined) set(keyword, value, Math.max);
    }
    for (const keyword of upper) {
      const value = boundIn(schema, keyword, "maximum");
      if (value !== undefined) set(keyword, value, Math.min);
    }
  }
  return bounds;
}

/** Draft-04 writes `"exclusiveMinimum": true` beside `minimum`. */
function boundIn(schema: JsonObject, keyword: string, inclusive: "minimum" | "maximum"): number | undefined {
  const exclusive = `exclusive${inclusive[0]?.toUpperCase()}${inclusive.slice(1)}`;
  const isOldExclusive = own(schema, exclusive) === true;
  const written = keyword === exclusive && isOldExclusive ? inclusive : keyword;
  if (keyword === inclusive && isOldExclusive) return undefined;
  const value = own(schema, written);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
