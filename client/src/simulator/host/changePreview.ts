import * as vscode from "vscode";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { DecisionChange } from "../../../../server/src/protocol/decisionChanges";
import { ComparedTexts } from "../../shared/comparedTexts";
import { toEditorRange } from "../../shared/editorRange";
import { nameOf } from "../../shared/nameOf";
import { columnFor } from "./policyEditor";

/** Shows policies as they would be after an edit. */
export class ChangePreviews implements vscode.Disposable {
  readonly #texts = new ComparedTexts("mcp-policy-preview");

  /** Compares a policy with what it would be, in the group where the policy is: the panel stays in view. */
  async compare(
    policy: vscode.TextDocument,
    { title, edits }: DecisionChange,
    panelColumn: vscode.ViewColumn | undefined,
  ): Promise<void> {
    const uri = this.#texts.keep(textAfter(policy, edits), nameOf(policy.uri));
    await vscode.commands.executeCommand(
      "vscode.diff",
      policy.uri,
      uri,
      `${nameOf(policy.uri)}: ${visibleText(title)}`,
      {
        preview: true,
        viewColumn: columnFor(policy.uri, panelColumn),
      } satisfies vscode.TextDocumentShowOptions,
    );
  }

  dispose(): void {
    this.#texts.dispose();
  }
}

function textAfter(policy: vscode.TextDocument, edits: DecisionChange["edits"]): string {
  const ordered = edits
    .map(({ range, newText }) => ({
      start: policy.offsetAt(toEditorRange(range).start),
      end: policy.offsetAt(toEditorRange(range).end),
      newText,
    }))
    .sort((a, b) => b.start - a.start);
  return ordered.reduce(
    (text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end),
    policy.getText(),
  );
}
