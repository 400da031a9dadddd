import * as vscode from "vscode";
import { visibleText } from "../../../../server/src/policy/words/plain/visibleText";
import type { VerdictChange } from "../../../../server/src/protocol/verdictChanges";
import { toEditorRange } from "../../shared/editorRange";
import { columnFor, nameOf } from "./policyEditor";

const scheme = "mcp-policy-preview";

/** Texts of policies as they would be after an edit, for VS Code to compare. Kept while somebody looks at them. */
export class ChangePreviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable[];
  #count = 0;

  constructor() {
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  /** Compares a policy with what it would be, in the group where the policy is: the panel stays in view. */
  async compare(
    policy: vscode.TextDocument,
    { title, edits }: VerdictChange,
    panelColumn: vscode.ViewColumn | undefined,
  ): Promise<void> {
    // A path of its own for each, since VS Code asks for a text once.
    const uri = vscode.Uri.from({ scheme, path: `/${++this.#count}/${nameOf(policy.uri)}` });
    this.#texts.set(uri.toString(), textAfter(policy, edits));
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
    for (const subscription of this.#subscriptions) {
      subscription.dispose();
    }
  }
}

/** Makes the edit, as one step that undo takes back; false when the text could not be changed. */
export function applyChange(policy: vscode.TextDocument, { edits }: VerdictChange): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, newText } of edits) {
    edit.replace(policy.uri, toEditorRange(range), newText);
  }
  return vscode.workspace.applyEdit(edit);
}

function textAfter(policy: vscode.TextDocument, edits: VerdictChange["edits"]): string {
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
