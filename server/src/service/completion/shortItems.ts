import type { CompletionItem, CompletionList } from "vscode-languageserver-types";
import type { ToolCatalogue } from "../../catalogue/catalogue";
import type { Context } from "./context";
import { type ItemInOnePiece, itemOf, type SurroundingText, surroundings } from "./insertion";
import type { Offer, Suggestion } from "./suggestion";

/** What most items of a list of tools are about; their names are their labels. */
const tool = { about: "tool" };

/** Without it, an item that is about nothing would be taken for a tool. */
const nothing = { about: "nothing" };

/**
 * A list for an editor that takes defaults for all items and asks for what it shows of one (LSP 3.17): the range once, no
 * name twice, and nothing that `longItem` can tell again. A list of 180 tools is a third of what it would be.
 */
export function shortList(context: Context, { suggestions, isIncomplete }: Offer): CompletionList {
  const { snapshot, position, env } = context;
  if (suggestions.length === 0) return { isIncomplete, items: [] };
  const around = surroundings(snapshot, position);
  const places = placesOf(suggestions, env.catalogue);
  const key = keyOf(context, around);
  const items = suggestions.map((suggestion, index) => {
    const sortText = places[index] ?? suggestion.sort;
    const known = madeItems.get(suggestion);
    if (known !== undefined && known.key === key && known.item.sortText === sortText) return known.item;
    const item = shortItem(itemOf(suggestion, around, position, env), sortText);
    if (item.additionalTextEdits === undefined) madeItems.set(suggestion, { key, item });
    return item;
  });
  return { isIncomplete, items, itemDefaults: { editRange: around.range, data: tool } };
}

/**
 * The last item of a suggestion, with all that it was made from besides: the suggestions of a catalogue's tools are the same
 * each time, and so are their items, mostly. Not kept where the item has edits, whose positions change with the text.
 */
const madeItems = new WeakMap<Suggestion, { readonly key: string; readonly item: CompletionItem }>();

function keyOf({ position, env }: Context, { before, after, fillsBrackets, edits }: SurroundingText): string {
  const { slot, behind } = position;
  const hasEdits = edits !== undefined;
  return JSON.stringify([slot, behind, before, after, fillsBrackets, hasEdits, env.snippets, env.clientCommands]);
}

function shortItem(item: CompletionItem, sortText: string): CompletionItem {
  const { label, labelDetails, detail, data } = item;
  const short: ItemInOnePiece = {
    label,
    kind: item.kind,
    labelDetails,
    detail: detail === labelDetails?.description ? undefined : detail,
    sortText,
    filterText: item.filterText,
    insertTextFormat: item.insertTextFormat,
    insertTextMode: item.insertTextMode,
    textEditText: item.textEdit?.newText,
    additionalTextEdits: item.additionalTextEdits,
    command: item.command,
    data: isToolItself(data, label) ? undefined : (data ?? nothing),
  };
  return short as CompletionItem;
}

/** The last order of a catalogue's suggestions: the next list mostly has the same. */
const lastOrders = new WeakMap<ToolCatalogue, { readonly sorts: readonly string[]; readonly places: string[] }>();

/** Short texts that sort as those of the suggestions do. */
function placesOf(suggestions: readonly Suggestion[], catalogue: ToolCatalogue): readonly string[] {
  const sorts = suggestions.map(({ sort }) => sort);
  const last = lastOrders.get(catalogue);
  if (last?.sorts.length === sorts.length && last.sorts.every((sort, index) => sort === sorts[index]))
    return last.places;
  // Editors compare these texts so.
  const compared = sorts.map((sort) => sort.toLowerCase());
  const order = new Map([...new Set(compared)].sort().map(withPlace));
  const places = compared.map((sort) => order.get(sort) ?? sort);
  lastOrders.set(catalogue, { sorts, places });
  return places;
}

/** An item that is looked at, with what `shortList` has left out. */
export function longItem(item: CompletionItem): CompletionItem {
  const { detail = item.labelDetails?.description, label } = item;
  const data = isTool(item.data) && item.data.name === undefined ? { ...item.data, name: label } : item.data;
  return { ...item, ...(detail !== undefined && { detail }), ...(data !== undefined && { data }) };
}

function isTool(data: unknown): data is { readonly about: "tool"; readonly name?: string } {
  return typeof data === "object" && data !== null && "about" in data && data.about === "tool";
}

function isToolItself(data: unknown, label: string): boolean {
  return isTool(data) && data.name === label;
}

/** Numbers that sort as texts. */
function withPlace(sortText: string, place: number): [string, string] {
  return [sortText, place.toString(36).padStart(4, "0")];
}
