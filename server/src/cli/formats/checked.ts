import type { Diagnostic } from "vscode-languageserver-types";
import { type Severity, severities } from "../../policy/text/problem";
import { pathFrom } from "../reportRoot";

/** What was found in one file. */
export interface CheckedFile {
  /** As it was named, with slashes; `-` for standard input. */
  readonly path: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Why it could not be checked, in a sentence. */
  readonly problem?: string;
  /** What was said beside the findings, such as what could not be judged. */
  readonly notes?: readonly string[];
}

/** Another product's policy, which was not checked. */
export interface LeftAlone {
  readonly path: string;
  readonly product: string;
}

/** A run of `check`, and what it was asked for. */
export interface CheckReport {
  readonly files: readonly CheckedFile[];
  readonly leftAlone?: readonly LeftAlone[];
  /** The least severity that fails: by it the exit code is 1. */
  readonly failsAt: Severity;
  /** The folder that paths are relative to where a forge reads them. */
  readonly root: string;
  /** The address of a document on a rule or a problem. */
  readonly pageOf: (code: string) => string;
}

/** A format: a report as one text. */
export type Format = (report: CheckReport) => string;

export { severities };

/** The name of a diagnostic's severity. */
export function severityOf({ severity }: Diagnostic): Severity {
  return severities[(severity ?? 1) - 1] ?? "error";
}

/** Whether a severity is as bad as another, or worse. */
export function isAsBadAs(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}

/** What a file is called where people read it: as it was named. */
export function fileName({ path }: Pick<CheckedFile, "path">): string {
  return path === "-" ? "stdin" : path;
}

/** What a file is called where a forge reads it: from the root of the report. */
export function rootedName({ path }: Pick<CheckedFile, "path">, root: string): string {
  return path === "-" ? "stdin" : pathFrom(root, path);
}

/** What a diagnostic says: ours are plain text. */
export function messageOf({ message }: Diagnostic): string {
  return typeof message === "string" ? message : message.value;
}
