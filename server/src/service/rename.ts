import type { Range, TextEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { quote } from "../policy/wording";
import { countersOf, fileNameOf, type Mention, mentionsOf, type Name, nameAt } from "./names";
import { withThis } from "./references";
import { rangeOf, type Snapshot } from "./snapshot";

/** The words that a person edits, without their quotes; null where there is no name. */
export function prepareRename(snapshot: Snapshot, offset: number): { range: Range; placeholder: string } | null {
  const name = nameAt(snapshot, offset);
  if (name === undefined) return null;
  const { start, end } = name.span;
  const isClosed = snapshot.document.text[end - 1] === '"' && end - start > 1;
  return {
    range: rangeOf(snapshot, { start: start + 1, end: isClosed ? end - 1 : end }),
    placeholder: name.is.name,
  };
}

/** What becomes of a rename: its edits, or a sentence that says why it cannot be made. */
export type Renamed = { readonly edit: WorkspaceEdit } | { readonly refused: string };

/**
 * Renames the tool under the cursor in all policies, or the counter in its tool. A tool's counters keep their names, also
 * those that were named after it: a new name would start a new count, and logs would tell the two apart.
 */
export function rename(snapshot: Snapshot, offset: number, newName: string, policies: readonly Snapshot[]): Renamed {
  const name = nameAt(snapshot, offset);
  if (name === undefined) return { refused: "Only the names of tools and of counters can be renamed." };
  if (newName === name.is.name) return { edit: {} };
  const searched = name.is.kind === "tool" ? withThis(snapshot, policies) : [snapshot];
  for (const each of searched) {
    const refused = refusal(each, name.is, newName);
    if (refused !== undefined) return { refused };
  }
  const changes: Record<string, TextEdit[]> = {};
  for (const each of searched) {
    const edits = mentionsOf(each, name.is).map((mention) => editOf(each, mention, newName));
    if (edits.length > 0) changes[each.uri] = edits;
  }
  return { edit: { changes } };
}

function editOf(snapshot: Snapshot, { span }: Mention, newName: string): TextEdit {
  return { range: rangeOf(snapshot, span), newText: JSON.stringify(newName) };
}

/** Why a policy cannot have the new name; undefined when it can. */
function refusal(snapshot: Snapshot, name: Name, newName: string): string | undefined {
  if (newName.trim() === "") return `A ${name.kind} needs a name.`;
  if (name.kind === "counter") {
    if (countersOf(snapshot, name.owner).has(newName))
      return `There is a counter ${quote(newName)} already. With one name, the two would share one count.`;
    return undefined;
  }
  if (newName === "*") return '"*" stands for all tools, so no tool can have this name.';
  if (mentionsOf(snapshot, name).length === 0) return undefined;
  const taken = mentionsOf(snapshot, { kind: "tool", name: newName });
  if (taken.length === 0) return undefined;
  return `${quote(newName)} is named in ${fileNameOf(snapshot)} already. Two tools of one name would lose one's rules.`;
}
