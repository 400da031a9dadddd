import { Command } from "commander";
import { environment } from "./environment";

const help = `
An MCP server for assistants that write policies: they check, explain, simulate, probe, compare and test a policy, and judge
tools, by the same engine as the editor. It reads no file, changes nothing and sends nothing; a text comes in, an answer
goes out. Both eras of the protocol are spoken.

Example, in a client's file:
  {"mcpServers": {"mcp-policy": {"command": "mcp-policy", "args": ["mcp"]}}}`;

/** `mcp`: the tools of this program for an assistant, over standard input and output. */
export function assistantCommand(): Command {
  return new Command("mcp")
    .description("serve these commands to an assistant, as an MCP server on standard input and output")
    .addHelpText("after", help)
    .action(async () => {
      // Loaded here alone: the protocol's package is large.
      const { serveAssistant } = await import("../assistant/serveAssistant");
      await serveAssistant(process.env.MCP_POLICY_VERSION ?? "unknown", () => environment());
    });
}
