import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver-types";
import { type Problem, type Severity, suggestionOf } from "../../policy/text/problem";
import { visibleText } from "../../policy/words/plain/visibleText";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { review, type ShownFinding } from "./review";
import { shownItems } from "./shownItems";

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

/** All that there is to say about the document, as the editor shows it. */
export function diagnostics(snapshot: Snapshot, environment: Environment): Diagnostic[] {
  return shownItems(review(snapshot, environment)).map((item) =>
    item.kind === "problem" ? diagnosticOf(snapshot, item.problem) : diagnosticOfFinding(snapshot, item, environment),
  );
}

/** What is wrong with the text itself: without the rules. */
export function problemDiagnostics(snapshot: Snapshot): Diagnostic[] {
  return snapshot.problems.map((problem) => diagnosticOf(snapshot, problem));
}

/** What a rule says, as the editor's diagnostic; its code leads to the rule's page. */
export function diagnosticOfFinding(
  snapshot: Snapshot,
  { finding: { rule, span, message, unnecessary, related }, severity }: ShownFinding,
  { rulePages }: Environment,
): Diagnostic {
  const diagnostic = diagnosticOf(snapshot, {
    code: rule.code,
    severity,
    message,
    span,
    ...(related !== undefined && { related }),
  });
  if (unnecessary === true) diagnostic.tags = [DiagnosticTag.Unnecessary];
  if (rulePages !== undefined) diagnostic.codeDescription = { href: `${rulePages}${rule.code}.md` };
  return diagnostic;
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
