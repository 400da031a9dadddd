import { findNodeAtOffset, getNodePath, type JSONPath, type Node } from "jsonc-parser";
import type { Member, PolicyDocument } from "../policy/model/document";
import { keySpanOf } from "../policy/model/keySpan";
import { spanOfMember } from "../policy/model/memberSpan";
import type { Placed } from "../policy/model/policy";
import { firstIndex } from "../policy/text/firstIndex";
import { type Span, spanOf } from "../policy/text/span";

/** The syntax node under a position: a key, or a value that is no container, or the container itself. */
export interface NodeAtOffset {
  readonly node: Node;
  /** Whether the node is the key of a property. */
  readonly isKey: boolean;
  /** From the root of the policy: `["tools", "ssh_execute", "limits", 0, "max"]`. Of a key: the path of its value. */
  readonly path: JSONPath;
  readonly member: Placed<Member>;
  /** Where the node is in the text. */
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
  const candidate = members[firstIndex(members, (each) => keySpanOf(each).start > offset) - 1];
  if (candidate === undefined) return undefined;
  return offset <= spanOfMember(candidate).end ? candidate : undefined;
}
