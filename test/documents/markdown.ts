/** Tables of documents: as the formatter writes them, and as they are read. */

/** A Markdown table with columns of equal width, as the formatter writes it. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => [...(row[column] ?? "")].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body.map(line)].join("\n");
}

/** What is between the markers `<!-- name -->` and `<!-- /name -->`. */
export function between(text: string, marker: string): string {
  return text.match(new RegExp(`<!-- ${marker} -->\\n([\\s\\S]*?)<!-- /${marker} -->`))?.[1] ?? "";
}

/** The text with something else between the markers. */
export function withBetween(text: string, marker: string, content: string): string {
  if (!text.includes(`<!-- ${marker} -->\n`)) throw new Error(`There is no marker "${marker}".`);
  return text.replace(
    new RegExp(`(<!-- ${marker} -->\\n)[\\s\\S]*?(<!-- /${marker} -->)`),
    (_, open: string, close: string) => `${open}${content}\n${close}`,
  );
}

/** The rows of the table between two markers, without its heading. */
export function tableRows(text: string, marker: string): string[][] {
  return between(text, marker).trim().split("\n").slice(2).map(cellsOf);
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\|\s*|\s*\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}
