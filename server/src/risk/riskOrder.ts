/** Risks in the order in which a reviewer looks at tools: an unknown one has not been assessed, so it comes first. */
export const riskOrder: readonly string[] = ["Unknown", "Critical", "High", "Medium", "Low"];
