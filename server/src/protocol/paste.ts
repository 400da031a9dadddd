import type { Range } from "vscode-languageserver-types";
import type { DocumentParams } from "./document";

/** Request: a text that is about to be pasted, in JSON of this dialect. `ConvertPasteParams` → `ConvertPasteResult`. */
export const convertPasteRequest = "mcpPolicy/convertPaste";

export interface ConvertPasteParams extends DocumentParams {
  /** What the paste replaces. */
  readonly range: Range;
  readonly text: string;
}

export interface ConvertPasteResult {
  /** What to paste instead; null where the text is JSON already, or does not fit there. */
  readonly text: string | null;
  /** What it does, as a person reads it in a menu; "" without a text. */
  readonly title: string;
}
