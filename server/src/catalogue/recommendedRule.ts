import type { WindowName } from "../policy/model/policy";
import type { JsonObject } from "../policy/text/json";
import { windowInWords } from "../policy/words/plain/windowInWords";
import type { Category, Tool } from "./catalogue";

/** What the vendor recommends for a tool, over `"default": "deny"` (spec §4). */
export type RecommendedRule =
  /** Write the name in `hide`. */
  | { readonly kind: "hide" }
  /** Write this value under the tool's name in `tools`. */
  | { readonly kind: "rules"; readonly rules: JsonObject }
  /** Nothing is known of the tool: a person has to look at it first. */
  | { readonly kind: "none" };

/** The highest number of calls a minute that is recommended for a category; undefined where no limit is recommended. */
const callsPerMinute: Readonly<Record<Category, number | undefined>> = {
  Read: undefined,
  Other: 60,
  Write: 30,
  Execute: 10,
  Destructive: undefined,
  Financial: undefined,
  Unknown: undefined,
};

/** The message of the recommended rule for tools that move money, as published (spec §4). */
export const approvalMessage = "Requires human approval.";

/** The recommended rule of a tool: it follows from the category (spec §4), unless the tool has one of its own. */
export function recommendedRule(tool: Pick<Tool, "name" | "category" | "recommended">): RecommendedRule {
  const { name, category, recommended } = tool;
  if (recommended !== undefined && recommended !== null)
    return recommended === "hide" ? { kind: "hide" } : { kind: "rules", rules: recommended };
  if (category === "Unknown" || recommended === null) return { kind: "none" };
  if (category === "Destructive") return { kind: "hide" };
  if (category === "Financial")
    return { kind: "rules", rules: { deny_if: [{ conditions: [], on_deny: approvalMessage }] } };
  const max = callsPerMinute[category];
  return { kind: "rules", rules: max === undefined ? {} : { limits: [rateLimit(name, "minute", max)] } };
}

/** The recommended rule in a few words, for a hover or a list. */
export function recommendedRuleInWords(tool: Pick<Tool, "name" | "category" | "recommended">): string {
  const rule = recommendedRule(tool);
  if (rule.kind === "hide") return "hide it";
  if (rule.kind === "none") return "leave it denied until you know what it does";
  if (tool.recommended !== undefined) return ownRuleInWords(rule.rules);
  if (tool.category === "Financial") return "deny always, a person must approve";
  const max = callsPerMinute[tool.category];
  return max === undefined ? "allow without further checks" : `allow at most ${max} calls a minute`;
}

function ownRuleInWords({ require, deny_if, limits }: JsonObject): string {
  if (require !== undefined) return "allow what only reads";
  if (deny_if !== undefined) return "deny always, a person must approve";
  const [limit] = Array.isArray(limits) ? limits : [];
  return limit === undefined
    ? "allow without further checks"
    : `allow at most ${limit.max} calls ${windowInWords(limit.window)}`;
}

/** A limit as the vendor's pages write it, with the field order of the published policies. */
export function rateLimit(toolName: string, window: WindowName, max: number): JsonObject {
  return { counter: rateCounterName(toolName), window, max, scope: "grant" };
}

/** The conventional name of a tool's counter: `<tool>_rate` in lower case (spec §4). */
export function rateCounterName(toolName: string): string {
  return `${toolName.toLowerCase()}_rate`;
}
