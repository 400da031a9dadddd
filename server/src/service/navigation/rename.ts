import type { Range, TextDocumentEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver-types";
import { quote } from "../../policy/words/plain/quote";
import { rangeOf, type Snapshot } from "../snapshot";
import { type FileMentions, filesAbout, placesIn } from "./mentions";
import { countersOf, fileNameOf, mentionsOf, type Name, nameAt } from "./names";

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

/** The edits of one file, and the version that they are for; null for a file on the disk. */
export interface FileEdits {
  readonly uri: string;
  readonly version: number | null;
  readonly edits: TextEdit[];
}

/** What becomes of a rename: its edits, or a sentence that says why it cannot be made. */
export type Renamed = { readonly files: readonly FileEdits[] } | { readonly refused: string };

/**
 * Renames the tool under the cursor in all `files`, policies and their tests, or the counter in its tool. A tool's counters
 * keep their names, also those that were named after it: a new name would start a new count, and logs would tell the two
 * apart.
 */
export function rename(snapshot: Snapshot, offset: number, newName: string, files: readonly FileMentions[]): Renamed {
  const name = nameAt(snapshot, offset)?.is;
  if (name === undefined) return { refused: "Only the names of tools and of counters can be renamed." };
  if (newName === name.name) return { files: [] };
  const refused = refusal(snapshot, name, newName, files);
  if (refused !== undefined) return { refused };
  if (name.kind === "counter") {
    const edits = mentionsOf(snapshot, name).map(({ span }) => editOf(rangeOf(snapshot, span), newName));
    return { files: [{ uri: snapshot.uri, version: snapshot.version, edits }] };
  }
  return {
    files: filesAbout(files, name.name).map((file) => ({
      uri: file.uri,
      version: file.version,
      edits: placesIn(file, name.name).map(({ range, before, after }) => editOf(range, `${before}${newName}${after}`)),
    })),
  };
}

/** The edits as the editor takes them: with versions if it knows those, so that a text that has changed is not broken. */
export function workspaceEdit(files: readonly FileEdits[], hasVersions: boolean): WorkspaceEdit {
  if (!hasVersions) return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits])) };
  return {
    documentChanges: files.map(
      ({ uri, version, edits }): TextDocumentEdit => ({ textDocument: { uri, version }, edits }),
    ),
  };
}

function editOf(range: Range, text: string): TextEdit {
  return { range, newText: JSON.stringify(text) };
}

/** Why the files cannot have the new name; undefined when they can. */
function refusal(snapshot: Snapshot, name: Name, newName: string, files: readonly FileMentions[]): string | undefined {
  if (newName.trim() === "") return `A ${name.kind} needs a name.`;
  if (name.kind === "counter") {
    if (countersOf(snapshot, name.owner).has(newName))
      return `There is a counter ${quote(newName)} already. With one name, the two would share one count.`;
    return undefined;
  }
  if (newName === "*") return '"*" means all tools, so no tool can have this name.';
  const taken = filesAbout(files, name.name).find(
    (file) => file.policies === undefined && placesIn(file, newName).length > 0,
  );
  if (taken === undefined) return undefined;
  return `${quote(newName)} is named in ${fileNameOf(taken)} already. Two tools with one name would lose the rules of one of them.`;
}
