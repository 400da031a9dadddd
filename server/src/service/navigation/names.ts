import type { Node } from "jsonc-parser";
import { findMember, type Member } from "../../policy/model/document";
import { keySpanOf } from "../../policy/model/keySpan";
import type { Placed } from "../../policy/model/policy";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { elementsOf } from "../../policy/text/navigate";
import { type Span, spanOf } from "../../policy/text/span";
import { nodeAt } from "../cursor";
import type { Snapshot } from "../snapshot";

/**
 * A name that a policy gives: a tool, which is the same in every policy, or a counter, which belongs to one tool or to
 * `all_tools` (spec §2, "Windows and counters").
 */
export type Name =
  | { readonly kind: "tool"; readonly name: string }
  | { readonly kind: "counter"; readonly name: string; readonly owner: CounterOwner };

/** Whose counter it is: a tool by its name, or all tools together. */
export type CounterOwner = { readonly tool: string } | "all_tools";

/** A place where a name is. */
export interface Mention {
  /** The text with its quotes. */
  readonly span: Span;
  /** "tools": the key that holds its rules. "hide": an entry. "limit": the counter of a limit. */
  readonly place: "tools" | "hide" | "limit";
}

/** Whether a document has names at all: not someone else's, and not too large. */
export function hasNames({ foreign, isOversized }: Snapshot): boolean {
  return foreign === undefined && !isOversized;
}

/** The name that a person points at, and where it is there; undefined for anything else. */
export function nameAt(snapshot: Snapshot, offset: number): (Mention & { readonly is: Name }) | undefined {
  if (!hasNames(snapshot)) return undefined;
  const found = writtenNameAt(snapshot, offset);
  // What a later duplicate key replaces, and what only looks like a limit, names nothing.
  return found && mentionsOf(snapshot, found.is).some(({ span }) => span.start === found.span.start)
    ? found
    : undefined;
}

function writtenNameAt(snapshot: Snapshot, offset: number): (Mention & { readonly is: Name }) | undefined {
  const at = nodeAt(snapshot.document, offset);
  if (at === undefined) return undefined;
  const { node, isKey, path, member, span } = at;
  const [list, name] = path;
  if (isKey && list === "tools" && path.length === 2)
    return { is: { kind: "tool", name: String(name) }, span, place: "tools" };
  if (node.type !== "string" || isKey) return undefined;
  if (list === "hide" && path.length === 2 && node.value !== "*")
    return { is: { kind: "tool", name: String(node.value) }, span, place: "hide" };
  if (path.at(-1) !== "counter" || path.at(-3) !== "limits") return undefined;
  const owner: CounterOwner | undefined =
    list === "all_tools" ? "all_tools" : list === "tools" ? { tool: member.value.name } : undefined;
  return owner && { is: { kind: "counter", name: String(node.value), owner }, span, place: "limit" };
}

/** What a policy's file is called, for a person to tell it from others. */
export function fileNameOf({ uri }: { readonly uri: string }): string {
  const name = uri.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    // Editors make addresses of their own, for instance for texts without a file: "50%.policy.json".
    return name;
  }
}

/** Where a name is in a document, in the order of the text. */
export function mentionsOf(snapshot: Snapshot, name: Name): readonly Mention[] {
  if (!hasNames(snapshot)) return [];
  const mentions = name.kind === "tool" ? toolMentions(snapshot, name.name) : counterMentions(snapshot, name);
  return mentions.sort((a, b) => a.span.start - b.span.start);
}

/** The counters of an owner's limits, each once. */
export function countersOf(snapshot: Snapshot, owner: CounterOwner): ReadonlySet<string> {
  return new Set(counterNodes(snapshot, owner).map(({ node }) => String(node.value)));
}

function toolMentions({ document }: Snapshot, name: string): Mention[] {
  const mentions: Mention[] = document.tools
    .filter(({ value }) => value.name === name)
    .map((member) => ({ span: keySpanOf(member), place: "tools" }));
  const hide = findMember(document, "hide");
  for (const node of elementsOf(hide?.value.value))
    if (node.type === "string" && node.value === name && hide !== undefined)
      mentions.push({ span: spanOf(node, hide.offset), place: "hide" });
  return mentions;
}

function counterMentions(snapshot: Snapshot, { name, owner }: Name & { kind: "counter" }): Mention[] {
  return counterNodes(snapshot, owner)
    .filter(({ node }) => node.value === name)
    .map(({ node, offset }) => ({ span: spanOf(node, offset), place: "limit" }));
}

function counterNodes({ document }: Snapshot, owner: CounterOwner): { readonly node: Node; readonly offset: number }[] {
  const allTools = findMember(document, "all_tools");
  const members: readonly Placed<Member>[] =
    owner === "all_tools"
      ? allTools === undefined
        ? []
        : [allTools]
      : document.tools.filter(({ value }) => value.name === owner.tool);
  return members.flatMap(({ offset, value }) =>
    toolSyntaxOf(value).limits.flatMap(({ counter }) =>
      counter?.type === "string" ? [{ node: counter, offset }] : [],
    ),
  );
}
