import { styleText } from "node:util";
import { harmless, type OutputKind } from "../policy/words/plain/harmless";
import { oneLine } from "../policy/words/plain/oneLine";
import { printedJson } from "../policy/words/plain/printedJson";

/** The ways in which the command line marks words. */
export type Style = "red" | "green" | "yellow" | "blue" | "gray" | "bold";

/** What a person did not give as it is needed: one sentence, and exit code 2. */
export class UsageError extends Error {}

/** Where something is printed: the result to `out`, all else to `err`. */
export type Stream = "out" | "err";

const streams = { out: process.stdout, err: process.stderr } as const;

/** A function that colours words for a stream, if that is a terminal and NO_COLOR is not set; else leaves them as they are. */
export function painter(stream: Stream): (style: Style, text: string) => string {
  const isColoured = hasColours(stream);
  return (style, text) => (isColoured ? styleText(style, text, { validateStream: false }) : text);
}

function hasColours(stream: Stream): boolean {
  return streams[stream].isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

/** The one function that writes to a terminal or into the log of a CI server; the linter forbids all others. */
function write(stream: Stream, text: string, kind: OutputKind = "text"): void {
  streams[stream].write(harmless(text, kind, hasColours(stream)));
}

/** Writes the result: the only thing that goes to standard output, unless another stream is named. */
export function print(text: string, kind: OutputKind = "text", stream: Stream = "out"): void {
  if (text !== "") write(stream, text.endsWith("\n") ? text : `${text}\n`, kind);
}

/** Writes the text of a policy as it is, without a line end of our own. */
export function printDocument(text: string): void {
  write("out", text, "document");
}

/** The streams of a command whose standard output is a protocol of programs, and not a text for people. */
export function protocolStreams(): {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  errors: NodeJS.WriteStream;
} {
  return { input: process.stdin, output: process.stdout, errors: process.stderr };
}

/** What a thread has to say, until the one that has the terminal says it. */
let kept: string[] | undefined;

/** Has what is noted kept from now on, in a thread beside the one that has the terminal. */
export function keepNotes(): void {
  kept = [];
}

/** What was noted since it was last taken. */
export function takeNotes(): readonly string[] {
  return kept?.splice(0) ?? [];
}

/** Says something beside the result. The sentence may hold names of strangers. */
export function note(sentence: string): void {
  if (kept === undefined) write("err", `${shown(sentence)}\n`);
  else kept.push(sentence);
}

/** Says why the command cannot do what it was asked. */
export function complain(sentence: string): void {
  write("err", `${painter("err")("red", "mcp-policy:")} ${shown(sentence)}\n`);
}

/**
 * One line of standard error that says how far something is, in place of the one before; undefined takes it away. On a
 * terminal that can take back a line; elsewhere false, and nothing is shown.
 */
export function showStatus(line: string | undefined): boolean {
  // A terminal that knows no commands cannot take a line back.
  if (process.stderr.isTTY !== true || process.env.TERM === "dumb") return false;
  // A line that is wider than the terminal could not be taken back as a whole. Wide characters are cut by the terminal.
  const text = line === undefined ? "" : harmless(shown(line).slice(0, process.stderr.columns || 80), "text", false);
  process.stderr.write(`\r\u001B[K${text === "" ? "" : `\u001B[?7l${text}\u001B[?7h`}`);
  return true;
}

/** Calls back when standard output or standard error cannot be written any more. */
export function onWriteError(failed: (stream: Stream, error: NodeJS.ErrnoException) => void): void {
  for (const stream of ["out", "err"] as const)
    streams[stream].on("error", (error: NodeJS.ErrnoException) => failed(stream, error));
}

/** A value as JSON, which a terminal can be shown. */
export const asJson = printedJson;

/** A text of a policy, a log or a catalogue for a terminal: on one line, without control characters. */
export function shown(text: string): string {
  return oneLine(text, 2_000);
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
