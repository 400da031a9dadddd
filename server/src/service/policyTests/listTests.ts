import type { Diagnostic } from "vscode-languageserver-types";
import { visibleText } from "../../policy/words/plain/visibleText";
import { readPolicyTests } from "../../policyTests/readPolicyTests";
import type { PolicyTestsParams, PolicyTestsResult } from "../../protocol/policyTests";
import { diagnosticSource, severityOf } from "../diagnostics/problemDiagnostics";
import { policyAddresses } from "./addresses";
import { testFileProblems } from "./testFileProblems";
import { TextPlaces } from "./textPlaces";

/** The tests of a file, where its policy may lie, and what is wrong with it. `roots`: see `testFileProblems`. */
export function listTests({ uri, text }: PolicyTestsParams, roots: readonly string[] = []): PolicyTestsResult {
  const places = new TextPlaces(uri, text);
  const file = readPolicyTests(text);
  return {
    tests: file.tests.map(({ name, span, calls }) => ({
      name,
      range: places.range(span),
      calls: calls.reduce((sum, { repeat }) => sum + repeat, 0),
    })),
    policies: policyAddresses(uri, file.policy),
    problems: [...file.problems, ...testFileProblems(uri, file, roots)].map(
      ({ span, severity, code, message }): Diagnostic => ({
        range: places.range(span),
        severity: severityOf(severity),
        code,
        source: diagnosticSource,
        message: visibleText(message),
      }),
    ),
  };
}
