import type { Condition, Policy, ToolRules } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";
import { findCall } from "../findCall";
import type { GuardedTool } from "./guardedTool";

/**
 * The arguments of a call that a tool's rules let through and for which conditions hold; undefined where there is none, or
 * where it is not known. `decide` has allowed what is returned.
 */
export function callWhere(tool: GuardedTool, conditions: readonly Condition[]): JsonObject | undefined {
  const span = { start: 0, end: 0 };
  const require = [...tool.rules.require, { conditions, onDeny: undefined, span }];
  const policy = policyOf(tool, { ...tool.rules, require });
  const found = findCall(tool.name, [{ policy, decision: "allow" }], tool.inputSchema);
  return found.kind === "some" ? found.arguments : undefined;
}

/** A policy that has one tool. */
export function policyOf({ name }: GuardedTool, rules: ToolRules): Policy {
  return {
    default: "deny",
    defaultSpan: null,
    hide: new Map(),
    allToolsLimits: { offset: 0, value: [] },
    tools: new Map([[name, { offset: 0, value: rules }]]),
    unknownFields: undefined,
    refusal: undefined,
  };
}
