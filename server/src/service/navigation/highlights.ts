import { type DocumentHighlight, DocumentHighlightKind } from "vscode-languageserver-types";
import { rangeOf, type Snapshot } from "../snapshot";
import { mentionsOf, nameAt } from "./names";

/** All places of the name under the cursor; the one that holds a tool's rules counts as written to. */
export function highlights(snapshot: Snapshot, offset: number): DocumentHighlight[] {
  const name = nameAt(snapshot, offset);
  if (name === undefined) return [];
  return mentionsOf(snapshot, name.is).map(({ span, place }) => ({
    range: rangeOf(snapshot, span),
    kind: place === "tools" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
