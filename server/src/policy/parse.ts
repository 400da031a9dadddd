import { type Node, type ParseError, parseTree } from "jsonc-parser";
import type { Member, PolicyDocument } from "./document";
import { duplicateKeys, duplicateKeysWithin } from "./duplicateKeys";
import { inspectLiterals } from "./inspectLiterals";
import type { Placed } from "./policy";
import type { Problem } from "./problem";
import { type Span, spanOf } from "./span";
import {
  type MemberSpan,
  maximumDepth,
  nestingDepth,
  type ObjectSpan,
  skipWhitespace,
  splitMembers,
} from "./splitMembers";
import { syntaxProblems } from "./syntaxProblems";

const byteOrderMark = "\ufeff";
const strictJson = { disallowComments: true, allowTrailingComma: false };

/**
 * Parses a policy text. Never fails: whatever cannot be read is a problem, and the rest keeps its meaning.
 *
 * A well-formed outer structure (the policy object and its `tools`) is split into members that are parsed one by one;
 * those whose text also stood in `previous` are taken over. When the outer structure is broken, which only lasts until
 * a bracket or comma is typed, the text is parsed as a whole.
 */
export function parsePolicy(text: string, previous?: PolicyDocument): PolicyDocument {
  const start = skipWhitespace(text, text.startsWith(byteOrderMark) ? 1 : 0);
  const root = splitMembers(text, start);
  const rootIsWhole = root !== undefined && skipWhitespace(text, root.end) >= text.length;
  const document = (rootIsWhole ? parseSplit(text, root, previous) : undefined) ?? parseWhole(text, start);
  return text.startsWith(byteOrderMark)
    ? { ...document, problems: [byteOrderMarkProblem, ...document.problems] }
    : document;
}

const byteOrderMarkProblem: Problem = {
  code: "byte-order-mark",
  severity: "warning",
  message:
    "The text begins with a byte order mark, which strict JSON parsers refuse. Save the file as UTF-8 without one.",
  span: { start: 0, end: 1 },
};

/** Parses member by member; undefined when `tools` is an object that cannot be split. */
function parseSplit(text: string, root: ObjectSpan, previous: PolicyDocument | undefined): PolicyDocument | undefined {
  const membersByText = new Map<string, Member>();
  const parseOne = (span: MemberSpan): Placed<Member> => {
    const source = text.slice(span.start, span.end);
    const member = membersByText.get(source) ?? previous?.membersByText.get(source) ?? parseMember(source, span);
    membersByText.set(source, member);
    return { offset: span.start, value: member };
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
    members.push({ offset: span.start, value: { ...member, value } });
  }
  // Another `tools` that is no object, or a later one: the last counts, as for every duplicate key.
  const last = members.findLast((member) => member.value.name === "tools");
  const toolsCount = tools !== undefined && last?.value.value?.type === "object";
  const entries = toolsCount ? (tools?.members.map(parseOne) ?? []) : [];
  return {
    text,
    root: { span: { start: root.start, end: root.end }, type: "object" },
    members,
    toolsSpan: toolsCount && tools !== undefined ? { start: tools.start, end: tools.end } : undefined,
    tools: entries,
    problems: [...duplicateMembers(members), ...duplicateMembers(entries)],
    membersByText,
  };
}

/** Whether a member's text up to its value is the key `tools`, however it is escaped. */
function isToolsKey(keyAndColon: string): boolean {
  if (/^"tools"/.test(keyAndColon)) return true;
  return keyAndColon.includes("\\") && parseMember(`${keyAndColon}{}`, { depth: 1 }).name === "tools";
}

/** Parses one member from its own text. */
function parseMember(source: string, { depth }: { readonly depth: number }): Member {
  if (depth > maximumDepth) return tooDeepMember(source);
  const errors: ParseError[] = [];
  // Braces make it an object; the offset of 1 is taken back from every node by the shifted origin below.
  const root = parseTree(`{${source}}`, errors, strictJson);
  const property = root?.children?.[0];
  const key = property?.children?.[0];
  if (property === undefined || key === undefined) return tooDeepMember(source);
  shiftNodes(property, -1);
  const value = property.children?.[1];
  const bounds = { start: 0, end: source.length };
  const problems = syntaxProblems(
    source,
    errors.map((error) => ({ ...error, offset: error.offset - 1 })),
    bounds,
  );
  const parts = value === undefined ? [key] : [key, value];
  return {
    name: String(key.value),
    key,
    value,
    problems: [
      ...problems,
      ...parts.flatMap((part) => [...inspectLiterals(part, source), ...duplicateKeysWithin(part)]),
    ],
  };
}

function shiftNodes(node: Node, by: number): void {
  const movable = node as { offset: number; colonOffset?: number };
  movable.offset += by;
  if (movable.colonOffset !== undefined && movable.colonOffset >= 0) movable.colonOffset += by;
  for (const child of node.children ?? []) shiftNodes(child, by);
}

/** A member whose value is nested too deeply to be parsed: its key is there, its value is not. */
function tooDeepMember(source: string): Member {
  const keyEnd = source.indexOf('"', 1) + 1;
  const key: Node = { type: "string", offset: 0, length: keyEnd, value: source.slice(1, Math.max(1, keyEnd - 1)) };
  return { name: key.value, key, value: undefined, problems: [tooDeepProblem({ start: 0, end: keyEnd })] };
}

function tooDeepProblem(span: Span): Problem {
  return {
    code: "nested-too-deep",
    severity: "error",
    message: `Brackets are nested more than ${maximumDepth} levels deep. Nothing inside is checked; no policy needs that.`,
    span,
  };
}

/** Parses a text whose outer structure is broken. Nodes count from the start of the text. */
function parseWhole(text: string, start: number): PolicyDocument {
  const empty = { text, root: undefined, members: [], toolsSpan: undefined, tools: [], membersByText: new Map() };
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
  const last = members.findLast((member) => member.value.name === "tools");
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
    problems: [
      ...problems,
      ...inspectLiterals(root, text),
      ...duplicateMembers(members),
      ...duplicateMembers(tools),
      ...values.flatMap(duplicateKeysWithin),
    ],
  };
}

function membersOf(object: Node): Placed<Member>[] {
  return (object.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return key === undefined ? [] : [{ offset: 0, value: { name: String(key.value), key, value, problems: [] } }];
  });
}

function duplicateMembers(members: readonly Placed<Member>[]): Problem[] {
  return duplicateKeys(members.map(({ offset, value }) => ({ name: value.name, span: spanOf(value.key, offset) })));
}
