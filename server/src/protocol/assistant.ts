/** What names of the tools in the extension's manifest start with, before the name that `mcp-policy mcp` lists. */
export const languageModelPrefix = "mcpPolicy_";

/** Request: answers a tool of an assistant. `AssistantToolParams` → `AssistantToolResult`. */
export const assistantToolRequest = "mcpPolicy/assistantTool";

export interface AssistantToolParams {
  /** The tool's name, as `mcp-policy mcp` lists it. */
  readonly tool: string;
  /** Its arguments; what they must be is checked by the tool. */
  readonly input: unknown;
  /** A folder of the workspace, as an address: the servers that are imported there are known. */
  readonly folder?: string;
}

export interface AssistantToolResult {
  /** JSON, or a sentence when it is an error. */
  readonly text: string;
  readonly isError: boolean;
}
