import { fromJsonSchema, McpServer } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { CfWorkerJsonSchemaValidator } from "@modelcontextprotocol/server/validators/cf-worker";
import type { Environment } from "../service/environment";
import { answerCall } from "./answerCall";
import { assistantTools } from "./assistantTools";

const instructions =
  "Tools to write policy.json of an MCP gateway: a policy says which tools an agent may call, with which arguments and how often. Write a change, then policy_check; policy_probe before you call it safe; policy_diff to say what it newly allows. Nothing here changes a file or calls a server.";

/** Serves the tools over standard input and output, in both eras of MCP; resolves when the client has closed its end. */
export function serveAssistant(version: string, environment: () => Promise<Environment>): Promise<void> {
  // The validator of the package's default compiles code at run time; this one reads the schema.
  const validator = new CfWorkerJsonSchemaValidator();
  return new Promise((resolve) => {
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    serveStdio(() => {
      const server = new McpServer({ name: "mcp-policy", title: "MCP Policy", version }, { instructions });
      for (const tool of assistantTools) {
        const { name, title, description } = tool;
        server.registerTool(
          name,
          {
            title,
            description,
            inputSchema: fromJsonSchema({ ...tool.inputSchema }, validator),
            annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false, destructiveHint: false },
          },
          async (args) => ({ ...(await answerCall(tool, args, await environment())) }) as never,
        );
      }
      return server;
    });
  });
}
