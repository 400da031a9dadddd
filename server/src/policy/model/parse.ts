import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { type ChangedPart, changedPart } from "../text/changedPart";
import { inspectLiterals } from "../text/inspectLiterals";
import type { Problem } from "../text/problem";
import { spanOf } from "../text/span";
import {
  type MemberSpan,
  maximumDepth,
  nestingDepth,
  type ObjectSpan,
  skipWhitespace,
  splitMembers,
} from "../text/splitMembers";
import { syntaxProblems } from "../text/syntaxProblems";
import { lastThatCounts, type Member, type PolicyDocument } from "./document";
import { duplicateKeysWithin, duplicateMembers } from "./duplicateKeys";
import { parseByLines } from "./parseByLines";
import { brokenTools, parseEdited } from "./parseEdited";
import { parseEditedByLines } from "./parseEditedByLines";
import { parseMember, strictJson, tooDeepProblem } from "./parseMember";
import { parseTool } from "./parseTool";
import type { Placed } from "./policy";
import { soundMember } from "./soundMember";
import { type LastSplit, takeGroupsOver, takeOver, takesNothingOver } from "./takenOver";
import { groupsOf } from "./toolGroups";

const byteOrderMark = "\ufeff";

/**
 * Parses a policy text. Never fails: whatever cannot be read is a problem, and the rest keeps its meaning.
 *
 * A well-formed outer structure (the policy object and its `tools`) is split into members that are parsed one by one.
 * After an edit inside `tools` only the members that it touches are looked at again; after any other edit those whose
 * text is the same are taken over. When the outer structure is broken, which only lasts until a bracket or comma is
 * typed, the tools are told apart by their lines, again those that the edit touches, and if that cannot be done either, the
 * text is parsed as a whole. The answer depends on the text alone: `previous`, and what is known to have changed since then, only save work.
 */
export function parsePolicy(text: string, previous?: PolicyDocument, changed?: ChangedPart): PolicyDocument {
  const lastSplit = previous?.isSplit === true ? previous : previous?.lastSplit;
  // What broke the text was taken back.
  if (lastSplit?.text === text) return lastSplit;
  const changedSince = (last: PolicyDocument): ChangedPart =>
    last === previous && changed !== undefined ? changed : changedPart(last.text, text);
  const last = lastSplit && { document: lastSplit, changed: changedSince(lastSplit) };
  const edited = last && parseEdited(text, last.document, last.changed);
  const document =
    (edited === brokenTools ? undefined : (edited ?? parseSplit(text, last))) ??
    parseLines(text, last) ??
    parseWhole(text, lastSplit);
  return text.startsWith(byteOrderMark)
    ? { ...document, problems: [byteOrderMarkProblem, ...document.problems] }
    : document;
}

/** Parses tool by tool by the lines on which they begin; undefined when they cannot be told apart so. */
function parseLines(text: string, last: LastSplit | undefined): PolicyDocument | undefined {
  const edited = last && parseEditedByLines(text, last);
  if (edited !== undefined) return edited;
  const known = last === undefined ? takesNothingOver : takeOver(last.document, last.document.tools, last.changed);
  const document = parseByLines(text, startOf(text), known, (frame) => parseSplit(frame, undefined));
  if (document === undefined) return undefined;
  return { ...document, toolGroups: takeGroupsOver(last?.document, document.tools), lastSplit: last?.document };
}

/** Where the first thing is that is not white space. */
function startOf(text: string): number {
  return skipWhitespace(text, text.startsWith(byteOrderMark) ? 1 : 0);
}

const byteOrderMarkProblem: Problem = {
  code: "byte-order-mark",
  severity: "warning",
  message:
    "The text begins with a byte order mark, which strict JSON parsers refuse. Save the file as UTF-8 without one.",
  span: { start: 0, end: 1 },
};

/** Parses member by member; undefined when the outer structure is broken. */
function parseSplit(text: string, last: LastSplit | undefined): PolicyDocument | undefined {
  const root = splitMembers(text, startOf(text));
  if (root === undefined || skipWhitespace(text, root.end) < text.length) return undefined;
  const known =
    last === undefined ? takesNothingOver : takeOver(last.document, otherMembers(last.document), last.changed);
  const knownTool = last === undefined ? takesNothingOver : takeOver(last.document, last.document.tools, last.changed);
  const parseOne = (span: MemberSpan): Placed<Member> => {
    const source = text.slice(span.start, span.end);
    return { offset: span.start, value: known(source, span.start) ?? parseMember(source, span) };
  };

  const members: Placed<Member>[] = [];
  let tools: ObjectSpan | undefined;
  for (const span of root.members) {
    const key = text.slice(span.start, span.valueStart);
    if (!isToolsKey(key) || text[span.valueStart] !== "{") {
      members.push(parseOne(span));
      continue;
    }
    tools = splitMembers(text, span.valueStart);
    if (tools === undefined) return undefined;
    const member = parseMember(`${key}{}`, { ...span, depth: 1 });
    if (member.value === undefined) return undefined;
    const value: Node = { ...member.value, length: span.end - span.valueStart };
    members.push({ offset: span.start, value: { ...member, value, length: span.end - span.start } });
  }
  // A later `tools` replaces this one, whose members must be checked as well: the whole parse does that.
  if (members.filter(({ value }) => value.name === "tools").length > 1) return undefined;
  const member = members.find(({ value }) => value.name === "tools");
  const toolsCount = tools !== undefined && member?.value.value?.type === "object";
  // Where there was no version before, all tools may keep the one text.
  const toolOf = (source: string, span: MemberSpan): Member =>
    last === undefined ? (soundMember(source, span) ?? parseMember(source, span)) : parseTool(source, span);
  const placeTool = (span: MemberSpan): Placed<Member> => {
    const source = text.slice(span.start, span.end);
    return { offset: span.start, value: knownTool(source, span.start) ?? toolOf(source, span) };
  };
  const entries = toolsCount ? (tools?.members.map(placeTool) ?? []) : [];
  return {
    text,
    root: { span: { start: root.start, end: root.end }, type: "object" },
    members,
    toolsSpan: toolsCount && tools !== undefined ? { start: tools.start, end: tools.end } : undefined,
    tools: entries,
    toolGroups: takeGroupsOver(last?.document, entries),
    problems: [...duplicateMembers(members, "policy"), ...duplicateMembers(entries, "tools")],
    isSplit: true,
    lastSplit: undefined,
  };
}

/** The members of a document that was split, without `tools`, whose members are there one by one. */
function otherMembers({ members, toolsSpan }: PolicyDocument): readonly Placed<Member>[] {
  return members.filter(({ offset, value }) => offset + value.length !== toolsSpan?.end);
}

/** Whether a member's text up to its value is the key `tools`, however it is escaped. */
function isToolsKey(keyAndColon: string): boolean {
  if (/^"tools"/.test(keyAndColon)) return true;
  return keyAndColon.includes("\\") && parseMember(`${keyAndColon}{}`, { depth: 1 }).name === "tools";
}

/** Parses a text whose outer structure is broken. Nodes count from the start of the text. */
function parseWhole(text: string, lastSplit: PolicyDocument | undefined): PolicyDocument {
  const start = startOf(text);
  const none = { root: undefined, members: [], toolsSpan: undefined, tools: [], toolGroups: [] };
  const empty = { ...none, text, isSplit: false, lastSplit };
  if (start >= text.length) return { ...empty, problems: [] };
  if (nestingDepth(text) > maximumDepth)
    return { ...empty, problems: [tooDeepProblem({ start, end: Math.min(text.length, start + 1) })] };
  const errors: ParseError[] = [];
  // The parser does not know the byte order mark; a space keeps every offset.
  const readable = text.startsWith(byteOrderMark) ? ` ${text.slice(1)}` : text;
  const root = parseTree(readable, errors, strictJson);
  const bounds = { start: 0, end: text.length };
  const problems = syntaxProblems(readable, errors, bounds);
  if (root === undefined) return { ...empty, problems };
  const members = root.type === "object" ? membersOf(root) : [];
  const last = lastThatCounts(members, "tools");
  const toolsNode = last?.value.value?.type === "object" ? last.value.value : undefined;
  const tools = toolsNode === undefined ? [] : membersOf(toolsNode);
  const values = [...members, ...tools].flatMap(({ value: { value } }) =>
    value === undefined || value === toolsNode ? [] : [value],
  );
  return {
    ...empty,
    root: { span: spanOf(root), type: root.type },
    members: members.map((member) =>
      member === last && toolsNode !== undefined
        ? { ...member, value: { ...member.value, value: { ...toolsNode, children: [] } } }
        : member,
    ),
    toolsSpan: toolsNode === undefined ? undefined : spanOf(toolsNode),
    tools,
    toolGroups: groupsOf(tools.length),
    problems: [
      ...problems,
      ...inspectLiterals(root, text),
      ...duplicateMembers(members, "policy"),
      ...duplicateMembers(tools, "tools"),
      ...values.flatMap(duplicateKeysWithin),
    ],
  };
}

function membersOf(object: Node): Placed<Member>[] {
  return (object.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key === undefined
      ? []
      : [{ offset: 0, value: { name: String(key.value), key, keyLength: key.length, value, problems: [], length: 0 } }];
  });
}
