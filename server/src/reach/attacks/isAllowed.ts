import { decide } from "../../policy/decide/decide";
import type { Policy } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";

/** Whether a policy allows a call before any limit has counted. */
export function isAllowed(policy: Policy, tool: string, args: JsonObject): boolean {
  return decide(policy, { tool, arguments: args, grant: "", at: 0 }, new Map(), { trace: false }).outcome === "allow";
}
