import type { Member } from "../../policy/model/document";
import { indexIn } from "../../policy/text/indexIn";
import type { Node } from "../../policy/text/navigate";

/** The path from a member's value to a node inside it; of a key, the path of its property. */
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
