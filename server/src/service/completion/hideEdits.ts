import { TextEdit } from "vscode-languageserver-types";
import { Character } from "../../policy/text/characters";
import type { Span } from "../../policy/text/span";
import { skipTrivia, wordAt } from "./characters";
import type { Context } from "./context";
import type { Container, Entry } from "./scan";

/**
 * Edits that put a tool's name in `hide` while its half-typed name is removed from `tools`: a function of the name.
 * undefined where that would not leave a tidy text behind: a value follows the name, or `hide` is not a plain array.
 */
export function hideEdits(context: Context): ((name: string) => readonly TextEdit[]) | undefined {
  const { position, snapshot } = context;
  const { text } = snapshot.document;
  const [root, tools] = position.containers;
  if (root === undefined || tools === undefined || position.containers.length !== 2 || position.behind !== "nothing")
    return undefined;
  const gap = closeGap(text, position.replaced, position.commaBefore, position.commaAfter);
  const place = hidePlace(text, root, tools);
  if (gap === undefined || place === undefined) return undefined;
  const gapEdits = gap.map((edit) => TextEdit.replace(toRange(edit), edit.newText));
  const at = snapshot.textDocument.positionAt(place.offset);
  return (name) => [TextEdit.insert(at, place.before + JSON.stringify(name) + place.after), ...gapEdits];

  function toRange({ start, end }: Span) {
    return { start: snapshot.textDocument.positionAt(start), end: snapshot.textDocument.positionAt(end) };
  }
}

/** What the commas around need when the typed word disappears. */
function closeGap(
  text: string,
  replaced: Span,
  commaBefore: number | undefined,
  commaAfter: boolean,
): readonly (Span & { readonly newText: string })[] | undefined {
  if (commaBefore !== undefined)
    return commaAfter
      ? commaBefore === replaced.start
        ? undefined
        : [{ start: commaBefore, end: commaBefore, newText: "," }]
      : [];
  const next = text.charCodeAt(skipTrivia(text, replaced.end));
  if (commaAfter) return [];
  // Only the closing brace follows: a comma before the word would be left over.
  if (next !== Character.closeBrace) return undefined;
  const before = text.slice(0, replaced.start).trimEnd();
  if (before.endsWith("{")) return [];
  return before.endsWith(",") ? [{ start: before.length - 1, end: before.length, newText: "" }] : undefined;
}

interface HidePlace {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** Where the next name goes: behind the last one of `hide`, or into a new `hide` before `tools`. */
function hidePlace(text: string, root: Container, tools: Container): HidePlace | undefined {
  const named = root.entries.filter(({ key }) => key !== undefined && wordAt(text, key) === "hide");
  const owner = root.entries.find(({ value }) => value?.start === tools.start);
  if (named.length > 1 || owner?.key === undefined) return undefined;
  const [hide] = named;
  if (hide === undefined) {
    const start = owner.key.start;
    const indent = indentBefore(text, start);
    return { offset: start, before: '"hide": [', after: `],${indent ?? " "}` };
  }
  return placeIn(text, hide);
}

function placeIn(text: string, { value }: Entry): HidePlace | undefined {
  if (value === undefined) return undefined;
  const source = text.slice(value.start, value.end);
  if (!isNames(source)) return undefined;
  const lastQuote = source.lastIndexOf('"');
  if (lastQuote < 0) return { offset: value.start + 1, before: "", after: "" };
  // A quote inside a name is escaped, so that the opening one is the last with an unescaped bracket or comma before.
  const firstName = value.start + source.indexOf('"');
  return { offset: value.start + lastQuote + 1, before: `,${indentBefore(text, firstName) ?? " "}`, after: "" };
}

function isNames(source: string): boolean {
  try {
    const read: unknown = JSON.parse(source);
    return Array.isArray(read) && read.every((each) => typeof each === "string");
  } catch {
    return false;
  }
}

/** The line end and the white space before a position, if nothing else is on its line before it. */
function indentBefore(text: string, position: number): string | undefined {
  return /\r?\n[ \t]*$/.exec(text.slice(Math.max(0, position - 200), position))?.[0];
}
