import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { lookAgain } from "../../../server/src/disk/lookAgain";
import { configPattern, policyFileKind } from "../../../server/src/policy/policyFiles";
import { fileKindRequest } from "../../../server/src/protocol/files";
import { policyLanguage } from "../shared/policyLanguage";
import type { RunningClient } from "./languageClient";

/** Whether it is a file: of the machine, or of a workspace elsewhere. */
function isStored(uri: vscode.Uri): boolean {
  return uri.scheme === "file" || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/**
 * Gives our language to open JSON files that the configuration of their repository includes as policies. A file whose
 * language a person changes keeps that.
 */
export function openIncludedPolicies(client: RunningClient, log: vscode.LogOutputChannel): vscode.Disposable {
  /** Documents whose language was changed while they were open. */
  const chosen = new Set<string>();
  /** Documents that were just closed: an opening in the same turn is a change of language. */
  const justClosed = new Set<string>();

  const look = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    const isJson = document.languageId === "json" || document.languageId === "jsonc";
    // Names that say by themselves what a file is are VS Code's to know.
    if (!isJson || !isStored(document.uri) || policyFileKind(key) !== undefined || chosen.has(key)) return;
    try {
      const { kind } = await client.sendRequest(fileKindRequest, { uri: key });
      if (kind === "policy" && !document.isClosed)
        await vscode.languages.setTextDocumentLanguage(document, policyLanguage);
    } catch (error) {
      log.error(l10n.t`It is not known whether ${document.uri.path} is a policy: ${String(error)}`);
    }
  };
  const lookAtAll = (): void => {
    for (const document of vscode.workspace.textDocuments) void look(document);
  };
  lookAtAll();
  // The server is told later of the same change, and in a browser later still of what the file has now.
  const lookAtAllAgain = lookAgain(async () => {
    lookAtAll();
    return false;
  });
  const lookSoon = (): void => {
    lookAtAll();
    lookAtAllAgain();
  };

  const configurations = vscode.workspace.createFileSystemWatcher(configPattern);
  return vscode.Disposable.from(
    configurations,
    configurations.onDidCreate(lookSoon),
    configurations.onDidChange(lookSoon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (policyFileKind(document.uri.path) === "config") lookAtAll();
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      const key = document.uri.toString();
      if (justClosed.has(key)) chosen.add(key);
      else void look(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const key = uri.toString();
      justClosed.add(key);
      setTimeout(() => {
        justClosed.delete(key);
        if (!vscode.workspace.textDocuments.some((open) => open.uri.toString() === key)) chosen.delete(key);
      }, 0);
    }),
  );
}
