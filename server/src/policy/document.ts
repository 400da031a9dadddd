import type { Node } from "jsonc-parser";
import type { Placed } from "./policy";
import type { Problem } from "./problem";
import type { Span } from "./span";

/**
 * One `"name": value` of the policy object or of its `tools`: the unit that is parsed, validated and kept by its own
 * text. All offsets inside (nodes, problems) count from the `offset` of the `Placed` that holds it, so that an unchanged
 * member is the same object in the next version of the document, wherever it has moved to.
 */
export interface Member {
  readonly name: string;
  readonly key: Node;
  /** undefined while the value is still missing. For the `tools` object, a node without children: see `tools`. */
  readonly value: Node | undefined;
  /** What is wrong with its syntax, duplicate keys inside it included. */
  readonly problems: readonly Problem[];
  /** Number of characters of its own text; 0 for a member that was not parsed by its own text, but in a broken one. */
  readonly length: number;
}

/** The syntax of one version of a policy text. Every text has one, however broken. */
export interface PolicyDocument {
  readonly text: string;
  /** The outermost value: where it stands and what it is; undefined for a text without any. */
  readonly root: { readonly span: Span; readonly type: Node["type"] } | undefined;
  /** The members of the policy object, in order, duplicates included. */
  readonly members: readonly Placed<Member>[];
  /** The object after the last `"tools":`; undefined when there is none. */
  readonly toolsSpan: Span | undefined;
  /** The members of that object, in order, duplicates included. */
  readonly tools: readonly Placed<Member>[];
  /** Problems of the outer structure; those of the members stand in the members. */
  readonly problems: readonly Problem[];
  /**
   * Whether the outer structure is well formed, so that each member was parsed by its own text. Else the text was parsed
   * as a whole: all offsets in the members count from its start, and no member is shared with another version.
   */
  readonly isSplit: boolean;
  /** The last version before this one that was split: the next parse takes over its members. */
  readonly lastSplit: PolicyDocument | undefined;
}

/** The member of the policy object with this name that counts: of duplicates the last (spec §1). */
export function findMember(document: PolicyDocument, name: string): Placed<Member> | undefined {
  return document.members.findLast((member) => member.value.name === name);
}
