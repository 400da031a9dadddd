import type { Node } from "jsonc-parser";
import type { ChangedPart } from "../text/changedPart";
import { skipWhitespace, splitFrom } from "../text/splitMembers";
import { firstFrom, type Member, type PolicyDocument } from "./document";
import { addsDuplicate, duplicateMembers } from "./duplicateKeys";
import { parseMember } from "./parseMember";
import { parseTool } from "./parseTool";
import type { Placed } from "./policy";
import { regroup } from "./toolGroups";

/** So many tools are edited by hand; more are pasted, or changed by a program. */
const fewTools = 8;

/** The members of `tools` can no longer be told apart: parsing all of it would say so again. */
export const brokenTools = Symbol("broken tools");

/** Parses again what an edit inside `tools` touches; undefined when it reaches further. */
export function parseEdited(
  text: string,
  previous: PolicyDocument,
  { before, after }: ChangedPart,
): PolicyDocument | typeof brokenTools | undefined {
  const { toolsSpan, root, tools } = previous;
  if (toolsSpan === undefined || root === undefined || tools.length === 0) return undefined;
  if (before.start <= toolsSpan.start || before.end >= toolsSpan.end) return undefined;
  const moved = after.end - before.end;
  const place = <T extends Placed<Member>>({ offset, value }: T): Placed<Member> => ({ offset: offset + moved, value });

  // The last member that starts before the edit: what is after it may have become a part of it.
  const first = Math.max(0, firstFrom(tools, before.start) - 1);
  const start = tools[first]?.offset ?? toolsSpan.start;
  const from = start < before.start ? start : skipWhitespace(text, toolsSpan.start + 1);
  // No tool is left, which is no broken list.
  if (text[from] === "}") return undefined;
  let next = firstFrom(tools, before.end);
  const found = splitFrom(text, from, (at) => {
    if (at < after.end) return false;
    while (next < tools.length && (tools[next]?.offset ?? 0) + moved < at) next++;
    return tools[next]?.offset === at - moved;
  });
  if (found === undefined) return brokenTools;
  if (!found.reachedKnown && found.end !== toolsSpan.end + moved) return undefined;
  const kept = found.reachedKnown ? next : tools.length;
  const touched = tools.slice(first, kept);
  const known = new Map(
    touched.map(({ offset, value }) => [previous.text.slice(offset, offset + value.length), value]),
  );
  // A tool that is edited is looked at by all: its nodes are needed at once. Those of many that are pasted are not.
  const parseNew = found.members.length > fewTools ? parseTool : parseMember;
  const parsed = found.members.map((span) => {
    const source = text.slice(span.start, span.end);
    return { offset: span.start, value: known.get(source) ?? parseNew(source, span) };
  });
  const behind = tools.slice(kept);
  const entries = tools.slice(0, first).concat(parsed, moved === 0 ? behind : behind.map(place));
  const members = previous.members.map((member) => {
    if (member.offset > toolsSpan.start) return place(member);
    const { offset, value } = member;
    if (offset + value.length !== toolsSpan.end || value.value === undefined) return member;
    const node: Node = { ...value.value, length: value.value.length + moved };
    return { offset, value: { ...value, value: node, length: value.length + moved } };
  });
  const mayHaveDuplicates = previous.problems.length > 0 || addsDuplicate(touched, parsed, entries);
  return {
    text,
    root: { ...root, span: { start: root.span.start, end: root.span.end + moved } },
    members,
    toolsSpan: { start: toolsSpan.start, end: toolsSpan.end + moved },
    tools: entries,
    toolGroups: regroup(previous.toolGroups, first, kept, parsed.length),
    problems: mayHaveDuplicates ? [...duplicateMembers(members, "policy"), ...duplicateMembers(entries, "tools")] : [],
    isSplit: true,
    lastSplit: undefined,
  };
}
