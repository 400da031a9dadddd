import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { type Problem, type Severity, suggestionOf } from "../../policy/text/problem";
import { visibleText } from "../../policy/words/plain/visibleText";
import { rangeOf, type Snapshot } from "../snapshot";

/** The `source` of every diagnostic, so that a person knows who says so. */
export const diagnosticSource = "mcp-policy";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A severity as editors count them. */
export function severityOf(severity: Severity): DiagnosticSeverity {
  return severities[severity];
}

/** What is wrong with the text itself: without the rules. */
export function problemDiagnostics(snapshot: Snapshot): Diagnostic[] {
  return snapshot.problems.map((problem) => diagnosticOf(snapshot, problem));
}

/** One problem as the editor's diagnostic. */
export function diagnosticOf(snapshot: Snapshot, problem: Problem): Diagnostic {
  const diagnostic: Diagnostic = {
    range: rangeOf(snapshot, problem.span),
    severity: severities[problem.severity],
    code: problem.code,
    source: diagnosticSource,
    message: visibleText(problem.message),
  };
  if (problem.related !== undefined)
    diagnostic.relatedInformation = problem.related.map(({ span, message }) => ({
      location: { uri: snapshot.uri, range: rangeOf(snapshot, span) },
      message: visibleText(message),
    }));
  const suggestion = suggestionOf(problem);
  if (suggestion !== undefined) diagnostic.data = { suggestion };
  return diagnostic;
}
