import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { findPolicy } from "../../shared/findPolicy";
import type { LanguageClientLike } from "../../shared/languageClientLike";
import { notify } from "../../shared/notify";
import { registerCommand } from "../../shared/registerCommand";
import { builderViewType, shownInBuilder } from "../../shared/shownInBuilder";
import { BuilderEditorProvider } from "./builderEditor";

/** Offers the builder: the custom editor, the command that opens it, and the one that leads back to the text. */
export function registerBuilder(extensionUri: vscode.Uri, client: LanguageClientLike): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(builderViewType, new BuilderEditorProvider(extensionUri, client), {
      supportsMultipleEditorsPerDocument: true,
    }),
    registerCommand("mcpPolicy.openBuilder", async (given: unknown) => {
      const uri = given instanceof vscode.Uri ? given : (await findPolicy(undefined))?.uri;
      if (uri === undefined)
        return void notify("information", l10n.t("Open an MCP policy first: the builder shows its tools."));
      await vscode.commands.executeCommand("vscode.openWith", uri, builderViewType);
    }),
    registerCommand("mcpPolicy.openAsText", async (given: unknown) => {
      const uri = given instanceof vscode.Uri ? given : shownInBuilder();
      if (uri !== undefined) await vscode.commands.executeCommand("vscode.openWith", uri, "default");
    }),
  );
}
