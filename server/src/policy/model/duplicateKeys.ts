import type { Node } from "jsonc-parser";
import type { Problem, Remedy } from "../text/problem";
import { type Span, spanOf } from "../text/span";
import { quote } from "../words/plain/quote";
import type { Member } from "./document";
import { keySpanOf } from "./keySpan";
import type { Placed } from "./policy";

/** A key of an object, and where it is with its quotes. */
export interface KeyPlace {
  readonly name: string;
  readonly span: Span;
  /** How the key is removed when a later one counts. */
  readonly remedy: Remedy;
}

/** Duplicate keys in a value and in everything inside it. */
export function duplicateKeysWithin(value: Node): Problem[] {
  const problems: Problem[][] = [];
  const visit = (node: Node): void => {
    if (node.type === "object" && hasDuplicates(node.children ?? [])) {
      const keys = (node.children ?? []).flatMap(({ children }) => (children?.[0] === undefined ? [] : [children[0]]));
      problems.push(
        duplicateKeys(
          keys.map((key) => ({ name: String(key.value), span: spanOf(key), remedy: { kind: "remove-earlier", key } })),
        ),
      );
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(value);
  return problems.flat();
}

/** Whether two of the properties have the same key. Objects are small and seldom have: comparing costs the least then. */
function hasDuplicates(properties: readonly Node[]): boolean {
  if (properties.length > 16)
    return new Set(properties.map(({ children }) => children?.[0]?.value)).size < properties.length;
  return properties.some(({ children }, index) => {
    const name = children?.[0]?.value;
    for (let earlier = 0; earlier < index; earlier++)
      if (properties[earlier]?.children?.[0]?.value === name) return true;
    return false;
  });
}

/**
 * Duplicates among the keys of one object. Both places are reported, each pointing at the other: the later one wins in
 * most parsers, so that the earlier rule silently disappears (spec §1).
 */
export function duplicateKeys(keys: readonly KeyPlace[]): Problem[] {
  const last = new Map<string, KeyPlace>();
  const duplicates: [KeyPlace, KeyPlace][] = [];
  for (const key of keys) {
    const earlier = last.get(key.name);
    if (earlier !== undefined) duplicates.push([earlier, key]);
    last.set(key.name, key);
  }
  return duplicates.flatMap(([earlier, later]) => [
    problem(
      earlier,
      earlier.span,
      `${quote(earlier.name)} is written twice here. The later one counts, so this one is lost.`,
      {
        span: later.span,
        message: "This one counts.",
      },
    ),
    problem(
      earlier,
      later.span,
      `${quote(later.name)} is written twice here. Keep one: this one replaces the earlier one.`,
      {
        span: earlier.span,
        message: "This one is lost.",
      },
    ),
  ]);
}

function problem({ remedy }: KeyPlace, span: Span, message: string, related: { span: Span; message: string }): Problem {
  return { code: "duplicate-key", severity: "error", message, span, related: [related], remedies: [remedy] };
}

/** Duplicates among the members of the policy or of its `tools`. */
export function duplicateMembers(members: readonly Placed<Member>[], list: "policy" | "tools"): Problem[] {
  // Mostly there are none; then no member is asked for the place of its key.
  if (new Set(members.map(({ value }) => value.name)).size === members.length) return [];
  return duplicateKeys(
    members.map((member, index) => ({
      name: member.value.name,
      span: keySpanOf(member),
      remedy: { kind: "remove-earlier-member", list, index },
    })),
  );
}

/** Whether an edit that made `parsed` of the `touched` tools made a name of all `entries` twice, where none was before. */
export function addsDuplicate(
  touched: readonly Placed<Member>[],
  parsed: readonly Placed<Member>[],
  entries: readonly Placed<Member>[],
): boolean {
  const earlier = new Set(touched.map(({ value }) => value.name));
  const added = new Set(parsed.map(({ value }) => value.name));
  if (added.size < parsed.length) return true;
  for (const name of earlier) added.delete(name);
  if (added.size === 0) return false;
  const others = new Set(parsed);
  return entries.some((entry) => added.has(entry.value.name) && !others.has(entry));
}
