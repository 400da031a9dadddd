import * as vscode from "vscode";
import { chooseServerCommand, probeCommand, simulateCommand } from "../../../../server/src/protocol/clientCommands";
import { whatChangedCommand } from "../../differences/whatChanged";
import type { BuilderCommand } from "../state/messages";

/** Runs a command of the extension on the policy, and on the chosen tool where it is about one. */
export function runBuilderCommand(
  command: BuilderCommand,
  { uri }: vscode.TextDocument,
  tool: string | null,
): Thenable<unknown> {
  const about = { uri: uri.toString(), ...(tool !== null && { tool }) };
  switch (command) {
    case "simulate":
      return vscode.commands.executeCommand(simulateCommand, about);
    case "probe":
      return vscode.commands.executeCommand(probeCommand, { uri: about.uri });
    case "whatChanged":
      return vscode.commands.executeCommand(whatChangedCommand, { uri: about.uri });
    case "chooseServer":
      return vscode.commands.executeCommand(chooseServerCommand, { uri: about.uri });
    case "text":
      return vscode.commands.executeCommand("vscode.openWith", uri, "default");
  }
}

/** Shows a piece of the policy's text next to the builder. */
export async function showInText(document: vscode.TextDocument, range: vscode.Range): Promise<void> {
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  await vscode.window.showTextDocument(document, {
    viewColumn: open?.viewColumn ?? vscode.ViewColumn.Beside,
    selection: range,
    preview: false,
  });
}
