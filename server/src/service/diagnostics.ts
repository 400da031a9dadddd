import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import type { Problem, Severity } from "../policy/problem";
import { rangeOf, type Snapshot } from "./snapshot";

/** The `source` of every diagnostic, so that a person knows who says so. */
export const diagnosticSource = "mcp-policy";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** What is wrong with the document, as the editor shows it. */
export function diagnostics(snapshot: Snapshot): Diagnostic[] {
  return snapshot.problems.map((problem) => diagnosticOf(snapshot, problem));
}

/** One problem as the editor's diagnostic. */
export function diagnosticOf(snapshot: Snapshot, problem: Problem): Diagnostic {
  const diagnostic: Diagnostic = {
    range: rangeOf(snapshot, problem.span),
    severity: severities[problem.severity],
    code: problem.code,
    source: diagnosticSource,
    message: problem.message,
  };
  if (problem.related !== undefined)
    diagnostic.relatedInformation = problem.related.map(({ span, message }) => ({
      location: { uri: snapshot.uri, range: rangeOf(snapshot, span) },
      message,
    }));
  if (problem.suggestion !== undefined) diagnostic.data = { suggestion: problem.suggestion };
  return diagnostic;
}
