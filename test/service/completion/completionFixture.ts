/**
 * Completion as an editor does it: `|` marks the cursor in a literal document, the list is filtered by what is typed,
 * and accepting an item gives the whole text afterwards, with snippets expanded to what is in their placeholders at first.
 */
import { TextDocument } from "vscode-languageserver-textdocument";
import { type CompletionItem, InsertTextFormat, InsertTextMode, type TextEdit } from "vscode-languageserver-types";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { complete } from "../../../server/src/service/completion/completion";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { type Snapshot, snapshotOf } from "../../../server/src/service/snapshot";

const text = { type: "string" };

/** A small server with a tool of every category. */
export const shop: Environment = {
  ...bareEnvironment,
  catalogue: readCatalogue({
    server: { name: "Shop" },
    tools: [
      tool("create_order", "Write", "Medium", "Orders", {
        properties: {
          customer: { ...text, description: "Who orders." },
          amount: { type: "number", description: "Total of the order." },
          currency: { ...text, enum: ["EUR", "USD"], default: "EUR" },
          express: { type: "boolean" },
          tags: { type: "array", items: { enum: ["gift", "fragile"] } },
          address: {
            type: "object",
            properties: { country: { ...text, description: "Two letters." }, zip: text },
            required: ["country"],
          },
          quantity: { type: "integer", default: 3 },
          note: { anyOf: [text, { type: "null" }], default: null, description: 'Says "hi" for $1 {now}' },
        },
        required: ["customer", "address"],
      }),
      tool("delete_order", "Destructive", "Critical", "Orders"),
      tool("find_orders", "Read", "Low", "Orders"),
      tool("list_jobs", "Read", "Low", "Jobs"),
      tool("pay_out", "Financial", "Critical", "Money"),
      tool("run_job", "Execute", "High", "Jobs", { properties: { mode: text } }),
    ],
  }),
};

function tool(name: string, category: string, risk: string, group: string, schema: object = {}) {
  const inputSchema = { type: "object", ...schema };
  const facts = { summary: `Summary of ${name}.`, rationale: `Rationale of ${name}.`, source: "" };
  return { name, category, risk, group, classification: "published", inputSchema, ...facts };
}

/** A document with its cursor, and what is offered there. */
export interface Offer {
  readonly snapshot: Snapshot;
  readonly offset: number;
  readonly items: readonly CompletionItem[];
}

/** Completes at the `|` of a document. */
export function offerAt(marked: string, env = shop): Offer {
  const offset = marked.indexOf("|");
  if (offset < 0 || marked.indexOf("|", offset + 1) >= 0) throw new Error(`One cursor, please: ${marked}`);
  return offerIn(snapshotOf(marked.slice(0, offset) + marked.slice(offset + 1)), offset, env);
}

/** Completes at an offset of a text. */
export function offerIn(snapshot: Snapshot, offset: number, env = shop): Offer {
  return { snapshot, offset, items: complete(snapshot, offset, env).items };
}

/** The labels that an editor shows, in its order: with "name (description)" where an item has one. */
export function shown(marked: string, env = shop): readonly string[] {
  const offer = offerAt(marked, env);
  return offer.items
    .filter((item) => isMatch(typedText(offer, item), item.filterText ?? item.label))
    .toSorted((a, b) => compare(sortText(a), sortText(b)))
    .map(labelOf);
}

/** The document after an item is accepted. */
export function accept(marked: string, label: string, env = shop): string {
  const offer = offerAt(marked, env);
  const item = offer.items.find((each) => labelOf(each) === label);
  if (item === undefined) throw new Error(`No ${label} in: ${offer.items.map(labelOf).join(", ")}`);
  return apply(offer, item);
}

/** The label with the text that is set apart from it. */
export function labelOf({ label, labelDetails, detail }: CompletionItem): string {
  const description = labelDetails?.description;
  // A description that only repeats the detail sets nothing apart.
  return description === undefined || description === detail ? label : `${label} (${description})`;
}

/** Applies an item as an editor does: all edits at once, line ends and indentation in the document's manner. */
export function apply({ snapshot, offset }: Offer, item: CompletionItem): string {
  const { textDocument } = snapshot;
  const edit = item.textEdit as TextEdit;
  const line = textDocument.getText().slice(0, textDocument.offsetAt(edit.range.start)).split("\n").at(-1) ?? "";
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const isSnippet = item.insertTextFormat === InsertTextFormat.Snippet;
  const inserted = isSnippet ? expandSnippet(edit.newText) : edit.newText;
  if (inserted.includes("\n") !== (item.insertTextMode === InsertTextMode.adjustIndentation))
    throw new Error(`Indentation of ${item.label} is left to chance`);
  if (edit.range.start.line !== edit.range.end.line) throw new Error("The range has more than one line");
  const { start, end } = edit.range;
  if (textDocument.offsetAt(start) > offset || textDocument.offsetAt(end) < offset)
    throw new Error("Not at the cursor");
  const newText = inserted.replaceAll("\t", "  ").replaceAll("\n", `\n${indent}`);
  return TextDocument.applyEdits(textDocument, [{ range: edit.range, newText }, ...(item.additionalTextEdits ?? [])]);
}

/** What is in a snippet before anything is typed: the defaults of its placeholders, the first of its choices. */
export function expandSnippet(snippet: string): string {
  const placeholder = /\\([\\$}])|\$(\d+)|\$\{(\d+):((?:[^\\}]|\\.)*)\}|\$\{(\d+)\|((?:[^\\|]|\\.)*)\|\}/gs;
  return snippet.replace(placeholder, (_all, escaped, _stop, _number, content, _choice, choices) => {
    if (escaped !== undefined) return escaped;
    if (choices !== undefined) return unescaped(/^(?:[^\\,]|\\.)*/s.exec(choices)?.[0] ?? "");
    return content === undefined ? "" : unescaped(content);
  });
}

function unescaped(escaped: string): string {
  return escaped.replace(/\\(.)/gs, "$1");
}

/** What the editor filters by: the text from the start of the item's range to the cursor. */
export function typedText({ snapshot, offset }: Offer, item: CompletionItem): string {
  const { textDocument } = snapshot;
  return textDocument.getText().slice(textDocument.offsetAt((item.textEdit as TextEdit).range.start), offset);
}

/** Whether all that is typed occurs in this order, the first character at the start of a word: as editors match. */
export function isMatch(typed: string, filter: string): boolean {
  const wanted = typed.toLowerCase();
  const given = filter.toLowerCase();
  for (let start = 0; start < given.length; start++) {
    if (wanted === "") return true;
    if (given[start] !== wanted[0] || (start > 0 && !/[\W_]/.test(given[start - 1] ?? ""))) continue;
    let next = start;
    for (const character of wanted) next = next < 0 ? -1 : given.indexOf(character, next) + 1 || -1;
    if (next >= 0) return true;
  }
  return wanted === "";
}

function sortText(item: CompletionItem): string {
  return (item.sortText ?? item.label).toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
