import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { CoveredBranch, PolicyCoverage } from "../../../server/src/protocol/policyTests";
import { toEditorRange } from "../shared/editorRange";

/**
 * What tests have seen of a policy, as VS Code's coverage view shows it: the keys of `tools` count as statements, the
 * predicates and limits as branches. A branch is covered when it was seen to pass and to deny, so that the percentage is
 * the one that `mcp-policy test` prints.
 */
export class PolicyFileCoverage extends vscode.FileCoverage {
  /** The parts, each with its place; the editor asks for them when the policy is opened. */
  readonly details: readonly vscode.FileCoverageDetail[];

  constructor(policy: vscode.Uri, { branches, tools }: PolicyCoverage) {
    super(
      policy,
      new vscode.TestCoverageCount(tools.filter(({ called }) => called > 0).length, tools.length),
      new vscode.TestCoverageCount(branches.filter(isCovered).length, branches.length),
    );
    this.details = [
      ...tools.flatMap(({ tool, called, range }) => [
        // The first is listed under the file, the second is a mark in the policy.
        new vscode.DeclarationCoverage(tool, called, toEditorRange(range)),
        new vscode.StatementCoverage(called, toEditorRange(range)),
      ]),
      ...branches.map(detailOf),
    ];
  }
}

/** A predicate or a limit. Half of it is not enough: it is marked as covered or not, and says which outcome is missing. */
function detailOf(branch: CoveredBranch): vscode.StatementCoverage {
  const { passed, failed, canPass, canFail } = branch;
  const range = toEditorRange(branch.range);
  // Behind the text, where VS Code draws a sign for an outcome that was never seen.
  const place = new vscode.Range(range.end, range.end);
  return new vscode.StatementCoverage(isCovered(branch) ? passed + failed : 0, range, [
    ...(canPass ? [new vscode.BranchCoverage(passed, place, l10n.t("a call passes"))] : []),
    ...(canFail ? [new vscode.BranchCoverage(failed, place, l10n.t("a call is denied"))] : []),
  ]);
}

function isCovered({ passed, failed, canPass, canFail }: CoveredBranch): boolean {
  return (passed > 0 || !canPass) && (failed > 0 || !canFail);
}
