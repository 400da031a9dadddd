/** Risks in the order in which a reviewer looks at tools: nobody has assessed an unknown one, so it comes first. */
export const riskOrder: readonly string[] = ["Unknown", "Critical", "High", "Medium", "Low"];
