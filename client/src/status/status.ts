import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type BaseLanguageClient, InlayHintRequest } from "vscode-languageclient";
import { chooseServerCommand, simulateCommand } from "../../../server/src/protocol/clientCommands";
import { summaryRequest } from "../../../server/src/protocol/summary";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { Latest } from "../shared/latest";
import { policyLanguage } from "../shared/policyLanguage";
import { serverText, statusText } from "./statusText";

/** A burst of edits is counted once. */
const pause = 250;

/** Keeps the language status up to date: what the policy in the active editor does with all tools, by which catalogue. */
export function showStatus(
  client: LanguageClientLike,
  told: Pick<BaseLanguageClient, "getFeature">,
): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("mcpPolicy.summary", { language: policyLanguage });
  item.name = "MCP Policy";
  item.text = "MCP Policy";
  const server = vscode.languages.createLanguageStatusItem("mcpPolicy.server", { language: policyLanguage });
  server.name = "MCP Server";
  server.text = "MCP server";
  const question = new Latest(() => new vscode.CancellationTokenSource());
  let timer: NodeJS.Timeout | undefined;
  let hints: vscode.Disposable | undefined;

  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== policyLanguage) {
      return;
    }
    const uri = document.uri.toString();
    // They change when a server is chosen or imported; a language server that is restarted has another provider.
    hints?.dispose();
    hints = told.getFeature(InlayHintRequest.method).getProvider(document)?.onDidChangeInlayHints.event(updateSoon);
    item.busy = true;
    const outcome = await question.ask((token) => client.sendRequest(summaryRequest, { textDocument: { uri } }, token));
    if (outcome.kind === "superseded") {
      return;
    }
    item.busy = false;
    const { text, detail } = statusText(outcome.kind === "answered" ? outcome.answer : undefined);
    item.text = text;
    item.detail = detail;
    const about = serverText(outcome.kind === "answered" ? outcome.answer : undefined);
    server.text = about.text;
    server.detail = about.detail;
    server.severity = about.isClear ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
    server.command = { title: l10n.t("Change…"), command: chooseServerCommand, arguments: [{ uri }] };
    item.command = { title: l10n.t("Simulate…"), command: simulateCommand, arguments: [{ uri }] };
  };
  const updateSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), pause);
  };

  updateSoon();
  return vscode.Disposable.from(
    item,
    server,
    vscode.window.onDidChangeActiveTextEditor(updateSoon),
    vscode.workspace.onDidOpenTextDocument(updateSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) {
        updateSoon();
      }
    }),
    new vscode.Disposable(() => {
      clearTimeout(timer);
      hints?.dispose();
      question.drop();
    }),
  );
}
