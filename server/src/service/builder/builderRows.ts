import type { Tool } from "../../catalogue/catalogue";
import { effectiveState, stateInShort } from "../../catalogue/effectiveState";
import { recommendedRule, recommendedRuleInWords } from "../../catalogue/recommendedRule";
import type { Member } from "../../policy/model/document";
import { severities } from "../../policy/text/problem";
import { oneLine } from "../../policy/words/plain/oneLine";
import type { BuilderRow } from "../../protocol/builder";
import { severityOfItem } from "../diagnostics/review";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import type { FindingsByTool } from "./findingsByTool";
import { standingOf } from "./recommendedNext";
import { toolChoice } from "./toolChoice";

/** All tools: those of the server in its order, then those that only the policy names. */
export function builderRows(
  { document, policy }: Snapshot,
  { catalogue }: Environment,
  findings: FindingsByTool,
): readonly BuilderRow[] {
  const members = new Map<string, Member>();
  for (const { value } of document.tools)
    if (value.value !== undefined || !members.has(value.name)) members.set(value.name, value);
  const named = new Set([...members.keys(), ...policy.hide.keys()]);
  const unknown = [...named].filter((name) => name !== "" && name !== "*" && catalogue.find(name) === undefined);
  const row = (name: string, tool: Tool | undefined): BuilderRow => {
    const member = members.get(name);
    const choice = toolChoice(member, policy.hide.has(name));
    const state = effectiveState(policy, name);
    const found = findings.ofTool.get(name) ?? [];
    return {
      name,
      summary: oneLine(tool?.summary ?? ""),
      category: tool?.category ?? "Unknown",
      risk: tool?.risk ?? "Unknown",
      known: tool !== undefined,
      choice,
      state: state.kind,
      stateInShort: stateInShort(state),
      recommended: tool === undefined ? "" : recommendationInWords(tool),
      standing: tool === undefined ? "no rule" : standingOf(choice, member, recommendedRule(tool)),
      findings: found.length,
      worst: severities.find((severity) => found.some((item) => severityOfItem(item) === severity)) ?? null,
    };
  };
  return [...catalogue.tools.map((tool) => row(tool.name, tool)), ...unknown.map((name) => row(name, undefined))];
}

function recommendationInWords(tool: Tool): string {
  return recommendedRule(tool).kind === "none" ? "" : recommendedRuleInWords(tool);
}
