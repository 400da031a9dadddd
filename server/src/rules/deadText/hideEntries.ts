import { findMember, type Member } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { elementsOf, type Node } from "../../policy/text/navigate";
import type { PolicySubject } from "../engine/rule";

/** The names in `hide`, with their nodes. */
export interface HideEntries {
  readonly member: Placed<Member>;
  readonly entries: readonly { readonly name: string; readonly node: Node }[];
}

/** What is in `hide`; undefined when it is not there, or has errors. */
export function hideEntries({
  document,
  isBroken,
}: Pick<PolicySubject, "document" | "isBroken">): HideEntries | undefined {
  const member = findMember(document, "hide");
  if (member === undefined || isBroken(member)) return undefined;
  const entries = elementsOf(member.value.value).flatMap((node) =>
    node.type === "string" ? [{ name: String(node.value), node }] : [],
  );
  return { member, entries };
}
