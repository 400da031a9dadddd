import { SymbolKind, type WorkspaceSymbol } from "vscode-languageserver-types";
import { spanOf } from "../policy/span";
import { visibleText } from "../visibleText";
import { fileNameOf, hasNames } from "./names";
import { rangeOf, type Snapshot } from "./snapshot";

/** Editors show a list that a person reads: more are of no help. */
const mostSymbols = 1_000;

/** The tools that the policies list, whose names hold the letters of `query` in this order, as editors match names. */
export function workspaceSymbols(policies: readonly Snapshot[], query: string): WorkspaceSymbol[] {
  const letters = query.toLowerCase();
  const symbols: WorkspaceSymbol[] = [];
  for (const snapshot of policies) {
    if (!hasNames(snapshot)) continue;
    const file = fileNameOf(snapshot);
    for (const { offset, value } of snapshot.document.tools) {
      if (value.name === "" || !hasLetters(value.name.toLowerCase(), letters)) continue;
      symbols.push({
        name: visibleText(value.name),
        kind: SymbolKind.Function,
        containerName: file,
        location: { uri: snapshot.uri, range: rangeOf(snapshot, spanOf(value.key, offset)) },
      });
      if (symbols.length >= mostSymbols) return symbols;
    }
  }
  return symbols;
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
