import type { Node } from "jsonc-parser";
import { elementsOf, fieldValue } from "../text/navigate";

/**
 * Rules compare the conditions of a tool with each other. No tool that a person wrote has a tenth of this, and a text that
 * has more must not keep everything waiting.
 */
export const mostJudged = 250;

/** How many conditions a tool has, with the entries that have none. */
export function countConditions(rules: Node | undefined): number {
  let count = 0;
  for (const list of ["require", "deny_if"])
    for (const entry of elementsOf(fieldValue(rules, list)))
      count += Math.max(1, elementsOf(fieldValue(entry, "conditions")).length);
  return count;
}
