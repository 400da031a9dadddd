import * as vscode from "vscode";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";
import { nameOf } from "../simulator/host/policyEditor";
import type { OlderText } from "./olderText";

const scheme = "mcp-policy-before";

/** Older texts of policies, for VS Code to compare. Kept while somebody looks at them. */
export class OlderTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: readonly vscode.Disposable[];
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

  /** Opens VS Code's comparison of the older text with the policy. */
  async compare(policy: vscode.Uri, { text, name }: OlderText): Promise<void> {
    // A path of its own for each, since VS Code asks for a text once.
    const uri = vscode.Uri.from({ scheme, path: `/${++this.#count}/${nameOf(policy)}` });
    this.#texts.set(uri.toString(), text);
    await vscode.commands.executeCommand("vscode.diff", uri, policy, `${nameOf(policy)}: ${visibleText(name)} ↔ now`);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
