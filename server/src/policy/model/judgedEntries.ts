import type { Node } from "jsonc-parser";
import { elementsOf, fieldValue } from "../text/navigate";

/**
 * Rules compare the conditions of a tool with each other. No tool that a person wrote has a tenth of this, and a text that
 * has more must not keep everything waiting.
 */
export const mostJudged = 250;

const listsOfEntries = ["require", "deny_if"];

/** How many conditions a tool has, with the entries that have none. */
export function countConditions(rules: Node | undefined): number {
  let count = 0;
  for (const list of listsOfEntries)
    for (const entry of elementsOf(fieldValue(rules, list)))
      count += Math.max(1, elementsOf(fieldValue(entry, "conditions")).length);
  return count;
}

/** Whether an entry of a tool has conditions: most that deny every call have none. */
export function hasConditions(rules: Node | undefined): boolean {
  return listsOfEntries.some((list) =>
    elementsOf(fieldValue(rules, list)).some((entry) => elementsOf(fieldValue(entry, "conditions")).length > 0),
  );
}
