import { findNodeAtOffset, getLocation, getNodePath, type JSONPath, type Location, type Node } from "jsonc-parser";
import type { Member, PolicyDocument } from "../policy/document";
import type { Placed } from "../policy/policy";
import { type Span, spanOf } from "../policy/span";

/** The syntax node under a position: a key, or a value that is no container, or the container itself. */
export interface NodeAtOffset {
  readonly node: Node;
  /** Whether the node is the key of a property. */
  readonly isKey: boolean;
  /** From the root of the policy: `["tools", "ssh_execute", "limits", 0, "max"]`. Of a key: the path of its value. */
  readonly path: JSONPath;
  readonly member: Placed<Member>;
  /** Where the node stands in the text. */
  readonly span: Span;
}

/** The node that a person points at; undefined between members, and in text that could not be parsed. */
export function nodeAt(document: PolicyDocument, offset: number): NodeAtOffset | undefined {
  const inTools = memberAt(document.tools, offset);
  const member = inTools ?? memberAt(document.members, offset);
  if (member === undefined) return undefined;
  const prefix: JSONPath = inTools === undefined ? [member.value.name] : ["tools", member.value.name];
  const { key, value } = member.value;
  const at = offset - member.offset;
  if (contains(key, at)) return { node: key, isKey: true, path: prefix, member, span: spanOf(key, member.offset) };
  if (value === undefined || !contains(value, at)) return undefined;
  const found = findNodeAtOffset(value, at, true) ?? value;
  const node = found.type === "property" ? (found.children?.find((child) => contains(child, at)) ?? found) : found;
  const isKey = node.parent?.type === "property" && node.parent.children?.[0] === node;
  const path = [...prefix, ...pathWithin(value, node)];
  return { node, isKey, path, member, span: spanOf(node, member.offset) };
}

/** The path from a member's value to a node inside it. */
function pathWithin(value: Node, node: Node): JSONPath {
  const path = getNodePath(node);
  const base = getNodePath(value);
  return path.slice(base.length);
}

function contains(node: Node, offset: number): boolean {
  return offset >= node.offset && offset <= node.offset + node.length;
}

/** The last member that starts at or before the offset and reaches it; members are in the order of the text. */
function memberAt(members: readonly Placed<Member>[], offset: number): Placed<Member> | undefined {
  let low = 0;
  let high = members.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = members[middle];
    if (candidate !== undefined && candidate.offset + candidate.value.key.offset <= offset) low = middle + 1;
    else high = middle;
  }
  const candidate = members[low - 1];
  if (candidate === undefined) return undefined;
  const end = spanOf(candidate.value.value ?? candidate.value.key, candidate.offset).end;
  return offset <= end ? candidate : undefined;
}

/**
 * What stands at a position for completion, also in half-typed text: the parser's own notion of a location, whose path
 * ends in `""` where a key is about to be typed. Looks only at the member around the position where there is one.
 */
export interface TypingLocation {
  readonly path: JSONPath;
  readonly isKey: boolean;
  /** The tool whose rules the position stands in, or whose name it is. */
  readonly tool: string | undefined;
}

/** Where a person is typing. */
export function typingLocation(document: PolicyDocument, offset: number): TypingLocation {
  const location = locationAt(document, offset);
  const tool = location.path[0] === "tools" && location.path.length > 1 ? String(location.path[1]) : undefined;
  return { path: location.path, isKey: location.isAtPropertyKey, tool };
}

function locationAt(document: PolicyDocument, offset: number): Pick<Location, "path" | "isAtPropertyKey"> {
  // Members of a broken outer structure have no own text (their offset is 0): then the whole text is looked at.
  const inTools = memberAt(document.tools, offset);
  const member = inTools ?? memberAt(document.members, offset);
  if (member !== undefined && document.membersByText.size > 0 && member.value.name !== "tools") {
    const end = spanOf(member.value.value ?? member.value.key, member.offset).end;
    const location = getLocation(`{${document.text.slice(member.offset, end)}}`, offset - member.offset + 1);
    return { ...location, path: inTools === undefined ? location.path : ["tools", ...location.path] };
  }
  const { toolsSpan, root } = document;
  if (
    document.membersByText.size > 0 &&
    root !== undefined &&
    member?.value.name === "tools" &&
    toolsSpan !== undefined
  )
    if (inside(toolsSpan, offset)) return { path: ["tools", ""], isAtPropertyKey: true };
  if (document.membersByText.size > 0 && root !== undefined && member === undefined)
    if (inside(root.span, offset)) return { path: [""], isAtPropertyKey: true };
  return getLocation(document.text, offset);
}

function inside(span: Span, offset: number): boolean {
  return offset > span.start && offset < span.end;
}
