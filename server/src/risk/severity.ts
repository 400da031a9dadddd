import type { Risk } from "../catalogue/catalogue";
import type { ToolCategory } from "./verbs";

/** From least to most severe (policy format, "Risk"). */
export const severities: readonly ToolCategory[] = ["Read", "Write", "Execute", "Destructive", "Financial"];

const risks: Readonly<Record<ToolCategory, Risk>> = {
  Read: "Low",
  Write: "Medium",
  Execute: "High",
  Destructive: "Critical",
  Financial: "Critical",
};

/** The risk follows from the category (policy format, "Risk"), unless what is read is secret (`secretEvidence`). */
export function riskOf(category: ToolCategory): Risk {
  return risks[category];
}

/** What a call can do that an agent was talked into; nothing for what changes nothing. */
export const harms: Readonly<Record<ToolCategory | "Unknown", readonly string[]>> = {
  Read: [],
  Write: ["a wrong call changes what others rely on"],
  Execute: ["a wrong call runs or starts what it should not"],
  Destructive: ["what a wrong call deletes is gone"],
  Financial: ["money that a wrong call moves is gone"],
  Unknown: [],
};

/** The more severe of two; a category beats none. */
export function worse(one: ToolCategory | undefined, other: ToolCategory | undefined): ToolCategory | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return severities.indexOf(one) >= severities.indexOf(other) ? one : other;
}
