import type { WindowName } from "../policy/model/policy";
import type { JsonObject } from "../policy/text/json";
import type { Category, Tool } from "./catalogue";

/** What the vendor recommends for a tool, over `"default": "deny"` (spec §4). */
export type RecommendedRule =
  /** Write the name in `hide`. */
  | { readonly kind: "hide" }
  /** Write this value under the tool's name in `tools`. */
  | { readonly kind: "rules"; readonly rules: JsonObject };

/** The highest number of calls a minute that is recommended for a category; undefined where no limit is recommended. */
const callsPerMinute: Readonly<Record<Category, number | undefined>> = {
  Read: undefined,
  Other: 60,
  Write: 30,
  Execute: 10,
  Destructive: undefined,
  Financial: undefined,
};

/** The message of the recommended rule for tools that move money, as published (spec §4). */
export const approvalMessage = "Requires human approval.";

/** The recommended rule of a tool: it follows from the category (spec §4). */
export function recommendedRule(tool: Pick<Tool, "name" | "category">): RecommendedRule {
  if (tool.category === "Destructive") return { kind: "hide" };
  if (tool.category === "Financial")
    return { kind: "rules", rules: { deny_if: [{ conditions: [], on_deny: approvalMessage }] } };
  const max = callsPerMinute[tool.category];
  return { kind: "rules", rules: max === undefined ? {} : { limits: [rateLimit(tool.name, "minute", max)] } };
}

/** The recommended rule in a few words, for a hover or a list. */
export function recommendedRuleInWords(tool: Tool): string {
  const max = callsPerMinute[tool.category];
  if (tool.category === "Destructive") return "hide it";
  if (tool.category === "Financial") return "deny always, a person must approve";
  return max === undefined ? "allow without further checks" : `allow at most ${max} calls a minute`;
}

/** A limit as the vendor's pages write it, with the field order of the published policies. */
export function rateLimit(toolName: string, window: WindowName, max: number): JsonObject {
  return { counter: rateCounterName(toolName), window, max, scope: "grant" };
}

/** The conventional name of a tool's counter: `<tool>_rate` in lower case (spec §4). */
export function rateCounterName(toolName: string): string {
  return `${toolName.toLowerCase()}_rate`;
}
