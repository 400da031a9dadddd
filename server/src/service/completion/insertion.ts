import {
  type CompletionItem,
  InsertTextFormat,
  InsertTextMode,
  type Range,
  TextEdit,
} from "vscode-languageserver-types";
import { oneLine } from "../../policy/words/plain/oneLine";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { plainInsertion } from "./plainInsertion";
import type { Position } from "./position";
import type { Suggestion } from "./suggestion";
import { type InsertText, writeMembers, writeValue } from "./template";

/** What the text around makes of a suggestion. The same for all items of one list, and made once. */
export interface SurroundingText {
  /** What is replaced. */
  readonly range: Range;
  readonly before: string;
  readonly after: string;
  readonly edits: TextEdit[] | undefined;
  /** Whether the text is between the brackets of `{}` or `[]`. */
  readonly fillsBrackets: boolean;
}

/** Looks at the text around a position. */
export function surroundings(snapshot: Snapshot, position: Position): SurroundingText {
  const { text } = snapshot.document;
  const { commaBefore, replaced } = position;
  const adjacent = commaBefore === replaced.start;
  const ownLine = needsOwnLine(text, position);
  const opener = text[replaced.start - 1];
  const closer = text[replaced.end];
  return {
    range: rangeOf(snapshot, replaced),
    before: `${adjacent ? "," : ""}${ownLine ? "\n" : adjacent ? " " : ""}`,
    after: position.commaAfter ? "," : "",
    edits:
      commaBefore === undefined || adjacent
        ? undefined
        : // On a new line, no white space stays behind the comma.
          [
            TextEdit.replace(
              rangeOf(snapshot, { start: commaBefore, end: ownLine ? replaced.start : commaBefore }),
              ",",
            ),
          ],
    fillsBrackets: (opener === "{" && closer === "}") || (opener === "[" && closer === "]"),
  };
}

/** Whether the text around is laid out line by line, and the cursor is on the line of what comes before. */
function needsOwnLine(text: string, { slot, containers, replaced }: Position): boolean {
  const container = containers.at(-1);
  if ((slot !== "key" && slot !== "element") || container === undefined) return false;
  if (!/^[ \t]*\r?\n/.test(text.slice(container.start + 1, container.start + 200))) return false;
  let at = replaced.start;
  while (text[at - 1] === " " || text[at - 1] === "\t") at--;
  return at > container.start + 1 && text[at - 1] !== "\n" && text[at - 1] !== "\r";
}

const printable = /^[\x20-\x7e]{1,128}$/;

/** A list can have thousands of items: each is made in one piece, and what is undefined is not sent. */
export type ItemInOnePiece = { [Key in keyof CompletionItem]: CompletionItem[Key] | undefined };

/** The item of a suggestion: with the range to replace, and with the colon and the commas that the text around needs. */
export function itemOf(
  suggestion: Suggestion,
  around: SurroundingText,
  position: Position,
  { clientCommands, snippets }: Environment,
): CompletionItem {
  const { label, description, elsewhere } = suggestion;
  const insert = elsewhere === undefined ? insertTextOf(suggestion, position) : undefined;
  const isSnippet = insert?.isSnippet === true && snippets;
  const written = insert === undefined ? "" : wrap(insert.text, around);
  const newText = insert?.isSnippet === true && !snippets ? plainInsertion(written) : written;
  const item: ItemInOnePiece = {
    // Names are untrusted: shown without line ends and invisible characters, inserted as they are.
    label: printable.test(label) ? label : oneLine(label, 128),
    kind: suggestion.kind,
    detail: suggestion.detail,
    labelDetails: description === undefined ? undefined : { description },
    sortText: suggestion.sort,
    filterText: suggestion.filter ?? JSON.stringify(label),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : undefined,
    insertTextMode: newText.includes("\n") ? InsertTextMode.adjustIndentation : undefined,
    textEdit: { range: around.range, newText },
    additionalTextEdits: elsewhere === undefined ? around.edits : [...elsewhere],
    command: suggestion.opensNext && clientCommands && isSnippet ? openSuggestions : undefined,
    data: suggestion.about,
  };
  return item as CompletionItem;
}

const openSuggestions = { title: "Suggest", command: "editor.action.triggerSuggest" };

function insertTextOf({ content }: Suggestion, { slot, behind }: Position): InsertText {
  if ("value" in content) return writeValue(content.value);
  const [first] = content.members;
  if (slot !== "key" || behind === "nothing" || first === undefined)
    return content.written ?? writeMembers(content.members);
  return { text: `${JSON.stringify(first[0])}${behind === "value" ? ":" : ""}`, isSnippet: false };
}

/** Several lines between two brackets get lines of their own. */
function wrap(text: string, { before, after, fillsBrackets }: SurroundingText): string {
  if (fillsBrackets && text.includes("\n")) return `\n\t${text.replaceAll("\n", "\n\t")}\n`;
  return `${before}${text}${after}`;
}
