import { styleText } from "node:util";
import { plainLine } from "../service/plainMarkdown";

/** The ways in which the command line marks words. */
export type Style = "red" | "green" | "yellow" | "blue" | "gray" | "bold";

/** What a person did not give as it is needed: one sentence, and exit code 2. */
export class UsageError extends Error {}

/** A function that colours words for a stream, if that is a terminal and NO_COLOR is not set; else leaves them as they are. */
export function painter(stream: { readonly isTTY?: boolean }): (style: Style, text: string) => string {
  const isColoured = stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text);
}

/** Writes the result: the only thing that goes to standard output. */
export function print(text: string): void {
  if (text !== "") process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** A value as JSON. What a terminal would obey or hide is escaped, which means the same. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** Says something beside the result. The sentence may hold names of strangers. */
export function note(sentence: string): void {
  process.stderr.write(`${shown(sentence)}\n`);
}

/** Says why the command cannot do what it was asked. */
export function complain(sentence: string): void {
  process.stderr.write(`${painter(process.stderr)("red", "mcp-policy:")} ${shown(sentence)}\n`);
}

/** A text of a policy, a log or a catalogue for a terminal: on one line, without control characters. */
export function shown(text: string): string {
  return plainLine(text, 2_000);
}

/** Lines of cells, padded to columns; the last column is left as it is. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** `1 call`, `2,000 calls`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
