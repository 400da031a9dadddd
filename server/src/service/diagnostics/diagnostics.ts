import { type Diagnostic, DiagnosticTag } from "vscode-languageserver-types";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { diagnosticOf } from "./problemDiagnostics";
import { review, type ShownFinding } from "./review";
import { shownItems } from "./shownItems";

/** All that there is to say about the document, as the editor shows it. */
export function diagnostics(snapshot: Snapshot, environment: Environment): Diagnostic[] {
  return shownItems(review(snapshot, environment)).map((item) =>
    item.kind === "problem" ? diagnosticOf(snapshot, item.problem) : diagnosticOfFinding(snapshot, item, environment),
  );
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
