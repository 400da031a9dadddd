import { longestText } from "../assistant/assistantTool";
import { isJsonObject } from "../policy/text/json";
import type { Environment } from "../service/environment";
import { snapshotOf } from "../service/snapshot";
import { toolsOfPolicy } from "./policyServers";

/**
 * What a tool of VS Code's assistant may know: the tools of the imported server that the policy in its arguments is about.
 * Where that is not clear it knows the bundled ones, as `mcp-policy mcp` does.
 */
export async function assistantEnvironment(
  input: unknown,
  folder: string | undefined,
  bare: Environment,
): Promise<Environment> {
  const text = isJsonObject(input) ? (input.policy ?? input.after) : undefined;
  const { catalogue, server } = await toolsOfPolicy({ configured: undefined, path: "", folder }, () =>
    typeof text === "string" && text.length <= longestText ? snapshotOf(text) : undefined,
  );
  return server?.choice.kind === "chosen" ? { ...bare, catalogue } : bare;
}
