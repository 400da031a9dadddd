import { recommendedRule } from "../../catalogue/recommendedRule";
import { addToHide, addTool } from "../../policy/edit/memberEdits";
import { parsePolicy } from "../../policy/model/parse";
import { changedPart } from "../../policy/text/changedPart";
import { applyEdits } from "../../policy/text/textEdit";
import type { AddToolsParams, AddToolsResult } from "../../protocol/tools";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { startedPolicy } from "./startedPolicy";

/** Lists tools in the policy, each with its recommended rule; those that are better hidden go into `hide`. */
export function addTools(snapshot: Snapshot, { tools }: AddToolsParams, { catalogue }: Environment): AddToolsResult {
  const nothing = { edits: [], added: [] };
  if (snapshot.foreign !== undefined || snapshot.isOversized || !Array.isArray(tools)) return nothing;
  const { policy } = snapshot;
  const before = snapshot.document.text;
  const added: string[] = [];
  let document = startedPolicy(snapshot.document);
  for (const name of new Set<unknown>(tools)) {
    const tool = typeof name === "string" ? catalogue.find(name) : undefined;
    if (tool === undefined || policy.tools.has(tool.name) || policy.hide.has(tool.name)) continue;
    const rule = recommendedRule(tool);
    if (rule.kind === "none") continue;
    const edits = rule.kind === "hide" ? addToHide(document, tool.name) : addTool(document, tool.name, rule.rules);
    if (edits.length === 0) continue;
    // One after the other, since each insert depends on the commas of the one before.
    document = parsePolicy(applyEdits(document.text, edits), document);
    added.push(tool.name);
  }
  if (added.length === 0) return nothing;
  const changed = changedPart(before, document.text);
  const newText = document.text.slice(changed.after.start, changed.after.end);
  return { edits: [{ range: rangeOf(snapshot, changed.before), newText }], added };
}
