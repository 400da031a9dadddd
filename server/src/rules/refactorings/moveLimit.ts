import { removeElement, setInMember } from "../../policy/edit/memberEdits";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { toJson } from "../../policy/text/json";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { addToAllTools } from "../fixes/allToolsLimits";
import type { Refactoring, RefactoringPlace } from "./refactoring";

/** Moves a limit of a tool to `all_tools`, where it counts the calls of every tool: other calls may then be denied. */
export function moveLimit({ document, span }: RefactoringPlace): readonly Refactoring[] {
  if (!document.isSplit) return [];
  const member = document.tools.find(({ offset, value: { value } }) => {
    const whole = value && spanOf(value, offset);
    return whole !== undefined && whole.start <= span.start && span.end <= whole.end;
  });
  if (member === undefined || member.value.problems.length > 0) return [];
  const { limits } = toolSyntaxOf(member.value);
  const limit = limits.find(({ node }) => {
    const { start, end } = spanOf(node, member.offset);
    return start <= span.start && span.end <= end;
  });
  if (limit === undefined) return [];
  const added = addToAllTools(document, [toJson(limit.node)]);
  if (added.length === 0) return [];
  const removed =
    limits.length > 1 ? removeElement(limit.node, member.offset) : setInMember(document, member, ["limits"], undefined);
  return [
    {
      title: `Move this limit of ${quote(member.value.name)} to "all_tools": it then counts the calls of every tool`,
      kind: "rewrite",
      keeps: "nothing",
      edits: [...added, ...removed],
    },
  ];
}
