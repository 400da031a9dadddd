import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";
import { ComparedTexts } from "../shared/comparedTexts";
import { nameOf } from "../shared/nameOf";
import type { OlderText } from "./olderText";

/** Shows older texts of policies. */
export class OlderTexts implements vscode.Disposable {
  readonly #texts = new ComparedTexts("mcp-policy-before");

  /** Opens VS Code's comparison of the older text with the policy. */
  async compare(policy: vscode.Uri, { text, name }: OlderText): Promise<void> {
    const uri = this.#texts.keep(text, nameOf(policy));
    await vscode.commands.executeCommand(
      "vscode.diff",
      uri,
      policy,
      l10n.t`${nameOf(policy)}: ${visibleText(name)} ↔ now`,
    );
  }

  dispose(): void {
    this.#texts.dispose();
  }
}
