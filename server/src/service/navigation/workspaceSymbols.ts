import { type Range, SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types";
import { keySpanOf } from "../../policy/model/keySpan";
import { visibleText } from "../../policy/words/plain/visibleText";
import { rangeOf, type Snapshot } from "../snapshot";
import { fileNameOf, hasNames } from "./names";

/** A tool that a policy lists, and the place of its name. */
export interface ListedTool {
  readonly name: string;
  readonly range: Range;
}

/** The tools that a policy lists. */
export function listedTools(snapshot: Snapshot): readonly ListedTool[] {
  if (!hasNames(snapshot)) return [];
  return snapshot.document.tools.flatMap((member) =>
    member.value.name === "" ? [] : [{ name: member.value.name, range: rangeOf(snapshot, keySpanOf(member)) }],
  );
}

/** Those of a policy's tools whose names have the letters of `query` in this order, as editors match names. */
export function workspaceSymbols(uri: string, tools: readonly ListedTool[], query: string): WorkspaceSymbol[] {
  const letters = query.toLowerCase();
  const containerName = fileNameOf({ uri });
  return tools.flatMap(({ name, range }) =>
    hasLetters(name.toLowerCase(), letters)
      ? [{ name: visibleText(name), kind: SymbolKind.Function, containerName, location: { uri, range } }]
      : [],
  );
}

function hasLetters(name: string, letters: string): boolean {
  let from = 0;
  for (const letter of letters) {
    const at = name.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}
