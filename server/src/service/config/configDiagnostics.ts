import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "vscode-languageserver-types";
import { diagnosticSource, severityOf } from "../diagnostics/problemDiagnostics";
import type { ProjectConfig } from "./projectConfig";

/** What is wrong with a configuration, as the editor shows it. */
export function configDiagnostics(text: string, { problems }: ProjectConfig): Diagnostic[] {
  const document = TextDocument.create("", "jsonc", 0, text);
  return problems.map(({ code, severity, span, message }) => ({
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
    severity: severityOf(severity),
    code,
    source: diagnosticSource,
    message,
  }));
}
