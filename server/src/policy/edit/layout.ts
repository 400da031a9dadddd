import type { FormattingOptions } from "jsonc-parser";

/** Only the beginning is looked at: a text has one layout, and may be long. */
const looked = 10_000;

type TextLayout = Required<Pick<FormattingOptions, "eol" | "insertSpaces" | "tabSize">>;

/** The last answer: each of thousands of fixes asks about the same text. Kept by its beginning, which is all that counts. */
let last: { readonly start: string; readonly layout: TextLayout } | undefined;

/** How a text is laid out: its line ends and its indentation, so that what is added looks like what is there. */
export function layoutOf(text: string): TextLayout {
  const start = text.slice(0, looked);
  if (last?.start !== start) last = { start, layout: layoutOfStart(start) };
  return last.layout;
}

function layoutOfStart(start: string): TextLayout {
  const indent = /\n([ \t]+)\S/.exec(start)?.[1] ?? "  ";
  return {
    eol: /\r\n|\n|\r/.exec(start)?.[0] ?? "\n",
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : Math.min(indent.length, 8),
  };
}

/** The white space before a position, if nothing else is on its line before it. */
export function indentBefore(text: string, position: number): string | undefined {
  let start = position;
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  const before = text[start - 1];
  return before === "\n" || before === "\r" ? text.slice(start, position) : undefined;
}

/** A value as indented JSON, to be put after a key on a line with this indentation. */
export function printIndented(value: unknown, text: string, indent: string): string {
  const { eol, insertSpaces, tabSize } = layoutOf(text);
  return JSON.stringify(value, null, insertSpaces ? tabSize : "\t").replaceAll("\n", eol + indent);
}

/** A value as JSON on one line, with a space behind each comma and colon. `undefined` among its fields is left out. */
export function printInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printInline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}: ${printInline(field)}`).join(", ")}}`;
}
