import * as vscode from "vscode";
import type { CoveredBranch, PolicyCoverage } from "../../../server/src/wire";
import { toEditorRange } from "../simulator/policyMarker";

/**
 * What tests have seen of a policy, as VS Code's coverage view shows it: a tool under `tools` is a declaration, a
 * predicate or a limit is a statement with two branches, that it passes and that it denies.
 */
export class PolicyFileCoverage extends vscode.FileCoverage {
  /** The parts, each with its place; the editor asks for them when the policy is opened. */
  readonly details: readonly vscode.FileCoverageDetail[];

  constructor(policy: vscode.Uri, { branches, tools }: PolicyCoverage) {
    const statements = branches.map(statementOf);
    const outcomes = statements.flatMap((statement) => statement.branches);
    super(
      policy,
      countOf(statements),
      countOf(outcomes),
      new vscode.TestCoverageCount(tools.filter(({ called }) => called > 0).length, tools.length),
    );
    this.details = [
      ...tools.map(({ tool, called, range }) => new vscode.DeclarationCoverage(tool, called, toEditorRange(range))),
      ...statements,
    ];
  }
}

function statementOf(branch: CoveredBranch): vscode.StatementCoverage {
  const range = toEditorRange(branch.range);
  const label = (outcome: string) => `${branch.list}, ${branch.words}: ${outcome}`;
  return new vscode.StatementCoverage(branch.passed + branch.failed, range, [
    ...(branch.canPass ? [new vscode.BranchCoverage(branch.passed, range, label("passes"))] : []),
    ...(branch.canFail ? [new vscode.BranchCoverage(branch.failed, range, label("denies"))] : []),
  ]);
}

function countOf(parts: readonly { readonly executed: number | boolean }[]): vscode.TestCoverageCount {
  return new vscode.TestCoverageCount(parts.filter(({ executed }) => Number(executed) > 0).length, parts.length);
}
