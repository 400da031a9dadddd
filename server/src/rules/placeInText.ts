import type { Member, PolicyDocument } from "../policy/document";
import { spanOfMember } from "../policy/memberEdits";
import type { Property } from "../policy/navigate";
import type { Placed } from "../policy/policy";
import type { Span } from "../policy/span";

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
  for (const list of ["tools", "policy"] as const)
    for (const member of list === "tools" ? document.tools : document.members) {
      const { start, end } = spanOfMember(member);
      if (span.start < start || span.end > end) continue;
      const { key, value } = member.value;
      const node = [key, value].flatMap((root) =>
        nodeWithin(root, span.start - member.offset, span.end - member.offset),
      )[0];
      if (node !== undefined) return { member, list, node };
    }
  return undefined;
}

function nodeWithin(node: Node | undefined, start: number, end: number): readonly Node[] {
  if (node === undefined || start < node.offset || end > node.offset + node.length) return [];
  for (const child of node.children ?? []) {
    const found = nodeWithin(child, start, end);
    if (found.length > 0) return found;
  }
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
    if (parent.type === "array") path.unshift(parent.children?.indexOf(at) ?? 0);
    if (at.type === "property") path.unshift(String(at.children?.[0]?.value));
  }
  return path;
}
