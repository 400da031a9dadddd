import { type CodeAction, CodeActionKind } from "vscode-languageserver-types";
import type { Span } from "../../policy/text/span";
import { acceptDecision } from "../../policyTests/acceptDecision";
import { type Failure, runPolicyTest } from "../../policyTests/runPolicyTests";
import type { OpenTestFile } from "./openTestFile";

/** More calls are made by the Test Explorer, not while someone moves the cursor. */
const mostCalls = 20_000;

/** "Accept the new decision" on a call that is decided otherwise than its test expects. */
export function testActions(open: OpenTestFile, range: Span): CodeAction[] {
  const { file, policy } = open;
  if (policy === undefined || file.problems.some(({ severity }) => severity === "error")) return [];
  const tests = file.tests.filter(({ span }) => touches(span, range));
  const calls = tests.flatMap((test) => test.calls.map(({ repeat }) => repeat)).reduce((sum, each) => sum + each, 0);
  if (calls > mostCalls) return [];
  return tests.flatMap((test) => {
    const { failures } = runPolicyTest(policy.policy, test);
    const acceptable = failures.filter(({ call, runs }) => call.tool !== "" && runs.length > 0);
    const here = acceptable.filter(({ call }) => touches(call.span, range));
    return [
      ...here.map((failure) => actionOf(open, acceptTitle(failure), [failure])),
      ...(acceptable.length > 1 && here.length > 0
        ? [actionOf(open, `Accept all ${acceptable.length} new decisions of this test`, acceptable)]
        : []),
    ];
  });
}

function touches(span: Span, { start, end }: Span): boolean {
  return span.start <= end && start <= span.end;
}

function acceptTitle({ runs, decision, repetition, call }: Failure): string {
  if (runs.length > 1) return `Accept the new decisions: ${runs.length} runs of repetitions`;
  const which = call.repeat > 1 ? ` (call ${repetition})` : "";
  return `Accept the new decision: ${decision.outcome === "allow" ? "allowed" : `denied by ${decision.rule}`}${which}`;
}

function actionOf({ uri, text, root, places }: OpenTestFile, title: string, failures: readonly Failure[]): CodeAction {
  const edits = failures.flatMap((failure) => acceptDecision(text, root, failure));
  return { title, kind: CodeActionKind.QuickFix, edit: { changes: { [uri]: places.edits(edits) } } };
}
