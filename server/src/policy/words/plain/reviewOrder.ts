/** Risks in the order in which a reviewer looks at tools: an unknown one has not been assessed, so it comes first. */
export const riskOrder: readonly string[] = ["Unknown", "Critical", "High", "Medium", "Low"];

/** Categories of tools in the same order. */
export const categoryOrder: readonly string[] = [
  "Unknown",
  "Financial",
  "Destructive",
  "Execute",
  "Write",
  "Other",
  "Read",
];

/** What policies do with a tool, what is open first; "unknown" under a policy that the gateway would refuse. */
export const stateOrder = ["not covered", "unknown", "allowed", "limited", "guarded", "denied", "hidden"] as const;

/** Whether nothing checks the calls of a tool that can do harm, or may. */
export function isOpenAndGrave({ state, risk }: { readonly state: string; readonly risk: string }): boolean {
  return (state === "not covered" || state === "allowed") && risk !== "Medium" && risk !== "Low";
}
