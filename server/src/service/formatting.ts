import { type Edit, type FormattingOptions, format } from "jsonc-parser";
import type { Range, TextEdit } from "vscode-languageserver-types";
import { layoutOf } from "../policy/layout";
import { nestingDepth } from "../policy/splitMembers";
import type { Environment } from "./environment";
import { hasNames } from "./names";
import { rangeOf, type Snapshot } from "./snapshot";

/** What an editor says of indentation (LSP, `FormattingOptions`). */
export type EditorOptions = Pick<FormattingOptions, "insertFinalNewline"> & {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
};

/** Nobody reads a deeper text. */
const deepestLayout = 128;

/**
 * Edits that lay out the policy, or the lines of a range, by one level of indentation for each bracket. Only white space
 * is changed: the order of the fields, and how lines end, stay the author's. A text whose syntax is broken stays as it
 * is, since nobody knows what belongs to what.
 */
export function formatPolicy(
  snapshot: Snapshot,
  { settings }: Environment,
  { tabSize, insertSpaces, insertFinalNewline }: EditorOptions,
  range?: Range,
): TextEdit[] {
  const { document, textDocument } = snapshot;
  if (!hasNames(snapshot) || !settings.format || document.root?.type !== "object") return [];
  if (nestingDepth(document.text) > deepestLayout) return [];
  if (snapshot.problems.some(({ code }) => code === "syntax" || code === "nested-too-deep")) return [];
  const start = range === undefined ? 0 : textDocument.offsetAt(range.start);
  const end = range === undefined ? document.text.length : textDocument.offsetAt(range.end);
  // All of it, also for a range: how deep a line stands is known from what is around it.
  const all: readonly Partial<Edit>[] = format(document.text, undefined, {
    ...options(tabSize, insertSpaces),
    eol: layoutOf(document.text).eol,
    ...(insertFinalNewline === true && { insertFinalNewline }),
  });
  // The library has no white space for a line that is indented by exactly 200 columns.
  if (!all.every(isWhole)) return [];
  return all
    .filter(({ offset, length }) => offset + length >= start && offset + length <= end)
    .filter(({ offset, length: replaced, content }) => document.text.slice(offset, offset + replaced) !== content)
    .map(({ offset, length: replaced, content }) => ({
      range: rangeOf(snapshot, { start: offset, end: offset + replaced }),
      newText: content,
    }));
}

function isWhole(edit: Partial<Edit>): edit is Edit {
  return edit.content !== undefined;
}

/** Editors send any number; the formatter repeats white space that often. */
function options(tabSize: number, insertSpaces: boolean): FormattingOptions {
  return { tabSize: Number.isInteger(tabSize) && tabSize >= 0 && tabSize <= 16 ? tabSize : 2, insertSpaces };
}

/** To lay out a longer text takes longer than a person notices while typing, in characters. */
const longestWhileTyping = 500_000;

/** Edits after a bracket or a comma was typed: the line is laid out. */
export function formatOnType(
  snapshot: Snapshot,
  environment: Environment,
  editor: EditorOptions,
  line: number,
): TextEdit[] {
  if (snapshot.document.text.length > longestWhileTyping) return [];
  const start = { line, character: 0 };
  return formatPolicy(snapshot, environment, editor, { start, end: { line: line + 1, character: 0 } });
}
