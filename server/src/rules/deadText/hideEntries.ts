import { findMember, type Member } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { keptFor } from "../../policy/text/keptWith";
import { elementsOf, type Node } from "../../policy/text/navigate";
import type { PolicySubject } from "../engine/rule";

/** A name in `hide`, with its node. */
interface HideEntry {
  readonly name: string;
  readonly node: Node;
}

/** The names in `hide`. */
interface Entries {
  readonly entries: readonly HideEntry[];
  /** For each name its first mention. */
  readonly first: ReadonlyMap<string, HideEntry>;
  readonly blank: readonly HideEntry[];
}

/** What is in `hide`, and where it is. */
export interface HideEntries extends Entries {
  readonly member: Placed<Member>;
}

const entriesOf = keptFor(({ value }: Member): Entries => {
  const entries = elementsOf(value).flatMap((node) =>
    node.type === "string" ? [{ name: String(node.value), node }] : [],
  );
  const first = new Map<string, HideEntry>();
  for (const entry of entries) if (!first.has(entry.name)) first.set(entry.name, entry);
  return { entries, first, blank: entries.filter(({ name }) => name.trim() === "") };
});

/** What is in `hide`; undefined when it is not there, or has errors. */
export function hideEntries({
  document,
  isBroken,
}: Pick<PolicySubject, "document" | "isBroken">): HideEntries | undefined {
  const member = findMember(document, "hide");
  if (member === undefined || isBroken(member)) return undefined;
  return { member, ...entriesOf(member.value) };
}

/** The names that stand in a `hide`. */
export function namesIn(hide: Member): ReadonlyMap<string, HideEntry> {
  return entriesOf(hide).first;
}
