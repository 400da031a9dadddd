import type { ToolCatalogue } from "../../catalogue/catalogue";
import { indentBefore, printIndented } from "../../policy/edit/layout";
import { addPolicyField, addTool } from "../../policy/edit/memberEdits";
import { findMember, type PolicyDocument } from "../../policy/model/document";
import type { Policy } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";
import { spanOf } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";

/**
 * Writes a policy that allows by default as one that denies by default and lists what is open. It decides the same for
 * every tool of the catalogue and for every tool that is listed or hidden. An unknown tool was allowed before,
 * and is denied after. No edits where the text is not such a policy, or could not be written safely.
 */
export function denyByDefault({
  policy,
  document,
  catalogue,
}: {
  document: PolicyDocument;
  policy: Policy;
  catalogue: ToolCatalogue;
}): readonly TextEdit[] {
  const { text, toolsSpan, tools } = document;
  const member = findMember(document, "default");
  const value = member?.value.value;
  if (policy.default !== "allow" || member === undefined || value === undefined) return [];
  const toolsMember = findMember(document, "tools");
  if (toolsMember !== undefined && toolsSpan === undefined) return [];
  const decision = { span: spanOf(value, member.offset), newText: '"deny"' };

  // A member without rules, still being typed, is none of the policy's tools.
  if (tools.some(({ value: { value: rules } }) => rules?.type !== "object")) return [];
  const isAllHidden = policy.hide.has("*");
  const opened = catalogue.tools
    .map(({ name }) => name)
    .filter((name) => !isAllHidden && !policy.hide.has(name) && !policy.tools.has(name));
  if (opened.length === 0) return [decision];
  // Behind the last tool inserts add up; each brings its comma.
  if (tools.length > 0) return [decision, ...opened.flatMap((name) => addTool(document, name, {}))];
  const added: JsonObject = Object.fromEntries(opened.map((name) => [name, {}]));
  if (toolsSpan === undefined || toolsMember === undefined)
    return [decision, ...addPolicyField(document, "tools", added)];
  const indent = indentBefore(text, toolsMember.offset + toolsMember.value.key.offset) ?? "";
  return [decision, { span: toolsSpan, newText: printIndented(added, text, indent) }];
}
