import type { JsonObject, JsonValue } from "../policy/text/json";
import type { Risk, Tool, ToolCatalogue } from "./catalogue";
import { recommendedRule, recommendedRuleInWords } from "./recommendedRule";

/** What a new policy should let through. */
export type PolicyPlan =
  /** Nothing. */
  | { readonly kind: "deny-all" }
  /** Tools that retrieve data and change nothing (spec §4, "Read"), without further checks. */
  | { readonly kind: "read-only" }
  /** Tools up to a risk, each under its recommended rule. */
  | { readonly kind: "risk-ceiling"; readonly ceiling: Risk };

/** A policy, and why it does with each tool what it does. */
export interface PlannedPolicy {
  readonly policy: JsonObject;
  /** In the order of the catalogue. */
  readonly tools: readonly PlannedTool[];
}

export interface PlannedTool {
  readonly tool: Tool;
  /** What is written for the tool, in a few words. */
  readonly rule: string;
  /** Why: one sentence. */
  readonly reason: string;
}

const risks: readonly Risk[] = ["Low", "Medium", "High", "Critical"];

/** Makes a policy over the catalogue. Its default is "deny": what the plan does not let through is not listed. */
export function planPolicy(plan: PolicyPlan, catalogue: ToolCatalogue): PlannedPolicy {
  const hide: string[] = [];
  // Without a prototype, so that a tool can be called `__proto__`.
  const rules: Record<string, JsonValue> = Object.create(null);
  const tools = catalogue.tools.map((tool): PlannedTool => {
    const { isIn, reason } = choice(plan, tool);
    const recommended = recommendedRule(tool);
    if (!isIn || recommended.kind === "none") return { tool, rule: "not listed, so denied", reason };
    if (recommended.kind === "hide") hide.push(tool.name);
    else rules[tool.name] = recommended.rules;
    return { tool, rule: recommendedRuleInWords(tool), reason };
  });
  const policy = { version: "1", default: "deny", ...(hide.length > 0 && { hide }), tools: rules };
  return { policy, tools };
}

/** Whether a plan has a rule for a tool, and why. */
function choice(plan: PolicyPlan, { category, risk }: Tool): { readonly isIn: boolean; readonly reason: string } {
  switch (plan.kind) {
    case "deny-all":
      return { isIn: false, reason: "Nothing is listed yet." };
    case "read-only":
      return category === "Read"
        ? { isIn: true, reason: "It retrieves data and changes nothing." }
        : { isIn: false, reason: `It is of the category ${category}, not Read.` };
    case "risk-ceiling": {
      if (risk === "Unknown")
        return { isIn: false, reason: "Its risk is not known: a person has to look at it first." };
      const isIn = risks.indexOf(risk) <= risks.indexOf(plan.ceiling);
      return isIn
        ? {
            isIn,
            reason: `Its risk, ${risk}, is not above ${plan.ceiling}; this is the recommended rule for ${category}.`,
          }
        : { isIn, reason: `Its risk, ${risk}, is above ${plan.ceiling}.` };
    }
  }
}
