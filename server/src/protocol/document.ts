import type { Position } from "vscode-languageserver-types";

/** Names a document that the editor has opened. */
export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** `textDocument/codeLens` with the place of the cursor: the tool there has a line above it, too. */
export interface CodeLensParamsAtCursor extends DocumentParams {
  readonly position?: Position;
}
