import type { FormattingOptions, Range, TextEdit } from "vscode-languageserver-types";
import { layOut } from "../../policy/edit/formatText";
import { nestingDepth } from "../../policy/text/splitMembers";
import { applyEdits } from "../../policy/text/textEdit";
import { grouped } from "../../policy/words/plain/grouped";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { longestFormatted } from "./longestFormatted";

/** What an editor says of indentation (LSP, `FormattingOptions`). */
export type EditorOptions = Pick<FormattingOptions, "tabSize" | "insertSpaces" | "insertFinalNewline">;

/** What is formatted: all, the lines of a range, or a line that is being typed, on which nothing is joined. */
export interface FormattedPart {
  readonly range?: Range;
  readonly isTyped?: true;
}

/** Nobody reads a deeper text. */
const deepestLayout = 128;

/** An editor takes one long edit much faster than so many short ones. */
const mostEdits = 2_000;

/**
 * Edits that lay out the policy, or the lines of a range, by one level of indentation for each bracket. Only white space
 * is changed: the order of the fields, and how lines end, stay the author's. A text whose syntax is broken stays as it
 * is: nothing says what belongs to what.
 */
export function formatPolicy(
  snapshot: Snapshot,
  environment: Environment,
  editor: EditorOptions,
  range?: Range,
): TextEdit[] {
  const steps = formatSteps(snapshot, environment, editor, { ...(range !== undefined && { range }) });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same step by step, so that a host can answer other requests between two of them. */
export function* formatSteps(
  snapshot: Snapshot,
  { settings }: Environment,
  editor: EditorOptions,
  { range, isTyped }: FormattedPart,
): Generator<undefined, TextEdit[]> {
  const { document, textDocument } = snapshot;
  const { text } = document;
  if (!settings.format || whyNotFormatted(snapshot) !== undefined) return [];
  const edits = yield* layOut(text, {
    layout: settings.layout,
    ...indentation(editor),
    insertFinalNewline: editor.insertFinalNewline === true,
    joins: isTyped !== true,
    ...(range !== undefined && {
      range: { start: textDocument.offsetAt(range.start), end: textDocument.offsetAt(range.end) },
    }),
  });
  const [first, last] = [edits?.[0], edits?.at(-1)];
  if (edits === undefined || first === undefined || last === undefined) return [];
  if (edits.length <= mostEdits) return edits.map(({ span, newText }) => ({ range: rangeOf(snapshot, span), newText }));
  const span = { start: first.span.start, end: last.span.end };
  const behind = text.length - span.end;
  const laidOut = applyEdits(text, edits);
  return [{ range: rangeOf(snapshot, span), newText: laidOut.slice(span.start, laidOut.length - behind) }];
}

/** Why a text is not formatted, as the end of a sentence; undefined when it is. */
export function whyNotFormatted(snapshot: Snapshot): string | undefined {
  const { document, foreign, problems } = snapshot;
  const { text } = document;
  if (foreign !== undefined) return `it is a policy of ${foreign}.`;
  if (snapshot.isOversized) return problems[0]?.message ?? "it is too large.";
  if (text.length > longestFormatted) return `it has more than ${grouped(longestFormatted)} characters.`;
  const problem = problems.find(({ code }) => broken.has(code));
  if (problem !== undefined) {
    const { line, character } = snapshot.textDocument.positionAt(problem.span.start);
    return `line ${line + 1}, column ${character + 1}: ${problem.message}`;
  }
  if (document.root?.type !== "object") return "it is not an object in braces.";
  if (nestingDepth(text) > deepestLayout) return `its brackets are nested more than ${deepestLayout} levels deep.`;
  return undefined;
}

const broken: ReadonlySet<string> = new Set(["syntax", "nested-too-deep", "merge-conflict", "other-notation"]);

/** Editors send any number; white space is repeated that often. */
function indentation({ tabSize, insertSpaces }: EditorOptions): { tabSize: number; insertSpaces: boolean } {
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
  const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  const steps = formatSteps(snapshot, environment, editor, { range, isTyped: true });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
