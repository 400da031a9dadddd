import { asJson } from "../terminal";
import { type CheckReport, fileName, messageOf, severityOf } from "./checked";

/** An array with a file each, lines and columns from 1, for programs. */
export function json({ files, leftAlone = [] }: CheckReport): string {
  const written = files.map((file) => ({
    file: fileName(file),
    ...(file.problem !== undefined && { problem: file.problem }),
    ...(file.notes !== undefined && file.notes.length > 0 && { notes: file.notes }),
    findings: file.diagnostics.map((diagnostic) => ({
      code: diagnostic.code,
      severity: severityOf(diagnostic),
      message: messageOf(diagnostic),
      line: diagnostic.range.start.line + 1,
      column: diagnostic.range.start.character + 1,
      endLine: diagnostic.range.end.line + 1,
      endColumn: diagnostic.range.end.character + 1,
    })),
  }));
  const others = leftAlone.map((file) => ({ file: fileName(file), leftAlone: file.product, findings: [] }));
  return asJson([...written, ...others]);
}
