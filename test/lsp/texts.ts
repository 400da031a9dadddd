import { readFileSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Position, Range } from "vscode-languageserver-types";

/** The policy that the tests' workspace holds: default deny, one tool, ten calls a minute. */
export const seedPolicy = readFileSync(new URL("../fixtures/workspace/policy.json", import.meta.url), "utf8");

/** The only tool of the seed's policy. */
export const seedTool = "ai_invoice_plugins_reload";

/** The place of a text's first `part`. */
export function positionOf(text: string, part: string): Position {
  return asDocument(text).positionAt(offsetOf(text, part));
}

/** The range of a text's first `part`. */
export function rangeOf(text: string, part: string): Range {
  const start = offsetOf(text, part);
  return rangeBetween(text, start, start + part.length);
}

/** The range between two offsets. */
export function rangeBetween(text: string, start: number, end: number): Range {
  const document = asDocument(text);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** The piece of a text that a range is about. */
export function textIn(text: string, range: Range): string {
  return asDocument(text).getText(range);
}

function offsetOf(text: string, part: string): number {
  const offset = text.indexOf(part);
  if (offset < 0) throw new Error(`${JSON.stringify(part)} does not occur in the text`);
  return offset;
}

function asDocument(text: string): TextDocument {
  return TextDocument.create("", "mcp-policy", 0, text);
}
