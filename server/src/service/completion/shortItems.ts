import type { CompletionItem, CompletionList, Range } from "vscode-languageserver-types";

/** What most items of a list of tools are about; their names are their labels. */
const tool = { about: "tool" };

/** Without it, an item that is about nothing would be taken for a tool. */
const nothing = { about: "nothing" };

/**
 * The same list for an editor that takes defaults for all items and asks for what it shows of one (LSP 3.17): the range once,
 * no name twice, and nothing that `longItem` can tell again. A list of 180 tools is a third of what it would be.
 */
export function shortItems({ isIncomplete, items }: CompletionList): CompletionList {
  const range = items.map(rangeOf).find((each) => each !== undefined);
  if (range === undefined || items.some((item) => !isSame(rangeOf(item), range))) return { isIncomplete, items };
  const order = new Map([...new Set(items.map(({ sortText = "" }) => sortText))].sort(byLowerCase).map(withPlace));
  const short = items.map(
    ({ textEdit, sortText = "", detail, data, ...rest }): CompletionItem => ({
      ...rest,
      sortText: order.get(sortText) ?? sortText,
      textEditText: textEdit?.newText ?? rest.label,
      ...(detail !== undefined && detail !== rest.labelDetails?.description && { detail }),
      ...(!isToolItself(data, rest.label) && { data: data ?? nothing }),
    }),
  );
  return { isIncomplete, items: short, itemDefaults: { editRange: range, data: tool } };
}

/** An item that is looked at, with what `shortItems` has left out. */
export function longItem(item: CompletionItem): CompletionItem {
  const { detail = item.labelDetails?.description, label } = item;
  const data = isTool(item.data) && item.data.name === undefined ? { ...item.data, name: label } : item.data;
  return { ...item, ...(detail !== undefined && { detail }), ...(data !== undefined && { data }) };
}

function rangeOf({ textEdit }: CompletionItem): Range | undefined {
  return textEdit !== undefined && "range" in textEdit ? textEdit.range : undefined;
}

function isSame(a: Range | undefined, b: Range): boolean {
  if (a === undefined) return false;
  const isAt = (one: Range["start"], other: Range["start"]): boolean =>
    one.line === other.line && one.character === other.character;
  return isAt(a.start, b.start) && isAt(a.end, b.end);
}

function isTool(data: unknown): data is { readonly about: "tool"; readonly name?: string } {
  return typeof data === "object" && data !== null && "about" in data && data.about === "tool";
}

function isToolItself(data: unknown, label: string): boolean {
  return isTool(data) && data.name === label;
}

/** Editors compare these texts so. */
function byLowerCase(a: string, b: string): number {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Numbers that sort as texts. */
function withPlace(sortText: string, place: number): [string, string] {
  return [sortText, place.toString(36).padStart(4, "0")];
}
