import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { differenceRequest, opensMore } from "../../../server/src/protocol/difference";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { Latest } from "../shared/latest";
import { policyLanguage } from "../shared/policyLanguage";
import { differenceSentence } from "./differenceInWords";
import { fileHistory, onDidChangeHistory } from "./gitRepository";
import { whatChangedCommand } from "./whatChanged";

/** A burst of saves and of Git's events is one change. */
const pause = 500;

/** Keeps a status item up to date: what the policy in the active editor lets through that the last commit did not. */
export function showSinceHead(client: LanguageClientLike): vscode.Disposable {
  const question = new Latest(() => new vscode.CancellationTokenSource());
  let item: vscode.LanguageStatusItem | undefined;
  let timer: NodeJS.Timeout | undefined;

  const clear = (): void => {
    item?.dispose();
    item = undefined;
  };
  const update = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== policyLanguage) return;
    const text = await (await fileHistory(document.uri))?.textAt("HEAD");
    if (text === undefined || text === document.getText()) {
      clear();
      return;
    }
    const textDocument = { uri: document.uri.toString() };
    const outcome = await question.ask((token) => client.sendRequest(differenceRequest, { textDocument, text }, token));
    if (outcome.kind === "superseded") return;
    if (outcome.kind !== "answered") {
      clear();
      return;
    }
    const found = outcome.answer;
    item ??= vscode.languages.createLanguageStatusItem("mcpPolicy.sinceHead", { language: policyLanguage });
    item.name = l10n.t("MCP Policy: Since HEAD");
    item.text = differenceSentence(found, "HEAD");
    item.severity =
      found.refused === null && opensMore(found)
        ? vscode.LanguageStatusSeverity.Warning
        : vscode.LanguageStatusSeverity.Information;
    item.command = {
      title: l10n.t("What Changed?"),
      command: whatChangedCommand,
      arguments: [{ ...textDocument, since: "HEAD" }],
    };
  };
  const updateSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), pause);
  };

  updateSoon();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(updateSoon),
    vscode.workspace.onDidSaveTextDocument(updateSoon),
    onDidChangeHistory(updateSoon),
    new vscode.Disposable(() => {
      clearTimeout(timer);
      question.drop();
      clear();
    }),
  );
}
