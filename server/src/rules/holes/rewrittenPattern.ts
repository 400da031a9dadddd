import type { Hole } from "../../reach/attacks/hole";
import type { Closing } from "./closing";

/** Closes a hole by another pattern in the same condition; by nothing when there is none. */
export function rewrittenPattern(
  title: string,
  rewrite: (pattern: string) => string | undefined,
): (hole: Hole) => readonly Closing[] {
  return ({ condition }) => {
    const value = rewrite(String(condition.value));
    return value === undefined ? [] : [{ title: `${title}: ${value}`, replace: { op: "regex", value } }];
  };
}
