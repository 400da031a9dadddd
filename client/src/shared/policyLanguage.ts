/** The language that this extension is for, and that the server answers for. */
export const policyLanguage = "mcp-policy";
