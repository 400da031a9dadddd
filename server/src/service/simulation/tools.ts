import type { Tool } from "../../catalogue/catalogue";
import { effectiveState, stateInWords } from "../../catalogue/effectiveState";
import { recommendedRule } from "../../catalogue/recommendedRule";
import type { Policy } from "../../policy/model/policy";
import { oneLine } from "../../policy/words/plain/oneLine";
import type { ToolEntry, ToolsResult } from "../../protocol/tools";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";

/** The tools that an author can choose from: the catalogue's, then those that only the policy names. */
export function listTools({ policy, foreign, isOversized }: Snapshot, { catalogue }: Environment): ToolsResult {
  if (foreign !== undefined || isOversized) return { tools: [] };
  const named = new Set([...policy.tools.keys(), ...policy.hide.keys()]);
  const unknown = [...named].filter((name) => name !== "" && name !== "*" && catalogue.find(name) === undefined);
  return {
    tools: [
      ...catalogue.tools.map((tool) => knownEntry(policy, tool)),
      ...unknown.map((name) => unknownEntry(policy, name)),
    ],
  };
}

function knownEntry(policy: Policy, tool: Tool): ToolEntry {
  const { name, summary, category, risk, classification, group, inputSchema } = tool;
  const recommended = recommendedRule(tool);
  const rule = recommended.kind === "rules" ? recommended.rules : recommended.kind === "hide" ? "hide" : null;
  return { name, summary, category, risk, classification, group, inputSchema, rule, ...stateOf(policy, name) };
}

function unknownEntry(policy: Policy, name: string): ToolEntry {
  return {
    name,
    summary: "",
    category: "Unknown",
    risk: "Unknown",
    classification: "unknown",
    group: "",
    inputSchema: null,
    rule: null,
    ...stateOf(policy, name),
  };
}

function stateOf(policy: Policy, name: string): Pick<ToolEntry, "listed" | "state" | "stateInWords"> {
  const state = effectiveState(policy, name);
  const listed = policy.tools.has(name) || policy.hide.has(name);
  return { listed, state: state.kind, stateInWords: oneLine(stateInWords(state)) };
}
