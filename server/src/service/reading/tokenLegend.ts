/** What a word of the policy is. `package.json` declares the same names for themes. */
export const tokenTypes = ["mcpTool", "mcpArgument", "mcpOperator", "mcpCounter"] as const;

/** What more is known of a tool: its risk, and what the policy does with it. Declared in `package.json`, too. */
export const tokenModifiers = [
  "lowRisk",
  "mediumRisk",
  "highRisk",
  "criticalRisk",
  "allowed",
  "limited",
  "conditional",
  "hidden",
  "denied",
] as const;
