import { spanOfMember } from "../../policy/edit/memberEdits";
import type { Member, PolicyDocument } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { indexIn } from "../../policy/text/indexIn";
import type { Property } from "../../policy/text/navigate";
import type { Span } from "../../policy/text/span";

type Node = Property["key"];

/** A key or a value of the text. */
export interface PlaceInText {
  /** Of `tools` if it stands there, else of the policy object. */
  readonly member: Placed<Member>;
  readonly list: "tools" | "policy";
  /** Spans of nodes count from the member's offset. */
  readonly node: Node;
}

/** The key or value that covers exactly this piece of the text, with the member that holds it. */
export function placeInText(document: PolicyDocument, span: Span): PlaceInText | undefined {
  for (const list of ["tools", "policy"] as const) {
    const members = list === "tools" ? document.tools : document.members;
    const member = members[lastWhere(members.length, (index) => startOfMember(members[index]) <= span.start)];
    if (member === undefined || span.end > spanOfMember(member).end) continue;
    const { key, value } = member.value;
    const node = [key, value].flatMap((root) =>
      nodeWithin(root, span.start - member.offset, span.end - member.offset),
    )[0];
    if (node !== undefined) return { member, list, node };
  }
  return undefined;
}

function startOfMember(member: Placed<Member> | undefined): number {
  return member === undefined ? 0 : spanOfMember(member).start;
}

/** The last of so many indexes, in the order of the text, for which something holds that holds for all before it; -1 for none. */
function lastWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function nodeWithin(node: Node | undefined, start: number, end: number): readonly Node[] {
  if (node === undefined || start < node.offset || end > node.offset + node.length) return [];
  const children = node.children ?? [];
  const found = nodeWithin(
    children[lastWhere(children.length, (index) => (children[index]?.offset ?? 0) <= start)],
    start,
    end,
  );
  if (found.length > 0) return found;
  return start === node.offset && end === node.offset + node.length && node.type !== "property" ? [node] : [];
}

/** Whether a node is the key of a property of its object. */
export function isKey(node: Node): boolean {
  return node.parent?.type === "property" && node.parent.children?.[0] === node;
}

/** The path from a member's value to a node inside of it; of a key, the path of its property. */
export function pathWithin(member: Member, node: Node): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Node = node; at !== member.value && at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (parent === member.value?.parent) break;
    if (parent.type === "array") path.unshift(indexIn(parent.children ?? [], at));
    if (at.type === "property") path.unshift(String(at.children?.[0]?.value));
  }
  return path;
}
