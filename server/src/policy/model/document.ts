import type { Node } from "jsonc-parser";
import { firstIndex } from "../text/firstIndex";
import type { Problem } from "../text/problem";
import type { Span } from "../text/span";
import type { Placed } from "./policy";

/**
 * One `"name": value` of the policy object or of its `tools`: the unit that is parsed, validated and kept by its own
 * text. All offsets inside (nodes, problems) count from the `offset` of the `Placed` that holds it, so that an unchanged
 * member is the same object in the next version of the document, wherever it has moved to.
 */
export interface Member {
  readonly name: string;
  readonly key: Node;
  /** Number of characters of the name in the text, with its quotes. */
  readonly keyLength: number;
  /** undefined while the value is still missing, or the colon. For the `tools` object, a node without children: see `tools`. */
  readonly value: Node | undefined;
  /** What is wrong with its syntax, duplicate keys inside it included. */
  readonly problems: readonly Problem[];
  /** Where nothing is wrong with its text, so that all of it is the member. */
  readonly isSound?: true;
  /** Where its value is surely `{}`, which can be told without its nodes: half of all tools are only listed. */
  readonly isEmpty?: boolean;
  /** Number of characters of its own text; 0 for a member that was not parsed by its own text, but in a broken one. */
  readonly length: number;
}

/**
 * Neighbouring tools, some hundred. In the next version of the document the same object stands for the same tools, so
 * that what was found out about all of them is known again: see `toolsWith`.
 */
export interface ToolGroup {
  readonly size: number;
}

/** The syntax of one version of a policy text. Every text has one, however broken. */
export interface PolicyDocument {
  readonly text: string;
  /** The outermost value: where it is and what it is; undefined for a text without any. */
  readonly root: { readonly span: Span; readonly type: Node["type"] } | undefined;
  /** The members of the policy object, in order, duplicates included. */
  readonly members: readonly Placed<Member>[];
  /** The object after the last `"tools":`; undefined when there is none. */
  readonly toolsSpan: Span | undefined;
  /** The members of that object, in order, duplicates included. */
  readonly tools: readonly Placed<Member>[];
  /** All tools, in order. */
  readonly toolGroups: readonly ToolGroup[];
  /** Problems of the outer structure; those of the members stand in the members. */
  readonly problems: readonly Problem[];
  /**
   * Whether the members could be told apart, so that each was parsed by its own text: the outer structure is well formed,
   * but for a name whose colon and value are still to be typed. Else the text was parsed by its lines or as a whole, and
   * members of no length of their own count all offsets from its start.
   */
  readonly isSplit: boolean;
  /** The last version before this one that was split: the next parse takes over its members. */
  readonly lastSplit: PolicyDocument | undefined;
}

/** The index of the first member that starts at or behind a position. */
export function firstFrom(members: readonly Placed<Member>[], position: number): number {
  return firstIndex(members, ({ offset }) => offset >= position);
}

/** The member of the policy object with this name that counts. */
export function findMember(document: PolicyDocument, name: string): Placed<Member> | undefined {
  return lastThatCounts(document.members, name);
}

/**
 * Of members with one name, the one that counts: the last that has a value (spec §1), as in `findProperty` of navigate.ts; a
 * name that is still being typed replaces nothing. Where none has a value, the last.
 */
export function lastThatCounts(members: readonly Placed<Member>[], name: string): Placed<Member> | undefined {
  let bare: Placed<Member> | undefined;
  for (let index = members.length - 1; index >= 0; index--) {
    const member = members[index];
    if (member?.value.name !== name) continue;
    if (member.value.value !== undefined) return member;
    bare ??= member;
  }
  return bare;
}
