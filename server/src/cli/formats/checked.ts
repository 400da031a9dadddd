import type { Diagnostic } from "vscode-languageserver-types";
import type { Severity } from "../../policy/problem";

/** What was found in one file. */
export interface CheckedFile {
  /** As it was named, with slashes; `-` for standard input. */
  readonly path: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A format: all files as one text. */
export type Format = (files: readonly CheckedFile[]) => string;

/** The severities, worst first. */
export const severities: readonly Severity[] = ["error", "warning", "information", "hint"];

/** The name of a diagnostic's severity. */
export function severityOf({ severity }: Diagnostic): Severity {
  return severities[(severity ?? 1) - 1] ?? "error";
}

/** What a file is called in a report. */
export function fileName({ path }: CheckedFile): string {
  return path === "-" ? "stdin" : path;
}

/** What a diagnostic says: ours are plain text. */
export function messageOf({ message }: Diagnostic): string {
  return typeof message === "string" ? message : message.value;
}
