import { hiddenAndListed } from "./hiddenAndListed";
import type { Rule } from "./rule";

/** Every rule, by area. From this list come the settings, the pages and the tables of the documents. */
export const rules: readonly Rule[] = [hiddenAndListed];

/** A rule by its code. */
export function findRule(code: string): Rule | undefined {
  return rules.find((rule) => rule.code === code);
}
