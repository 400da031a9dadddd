import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ForeignPolicyParams, foreignPolicyNotification } from "../../../server/src/protocol/files";
import { policyLanguage } from "../shared/policyLanguage";

/**
 * Hands another product's `policy.json` back to the JSON language, once the server has recognised it. Only a language
 * that came from the file's name is changed: a choice of "MCP Policy" by hand, in the editor or by `files.associations`,
 * stays.
 */
export function handBackForeignPolicies(client: BaseLanguageClient, log: vscode.LogOutputChannel): vscode.Disposable {
  /** Documents whose language came from their name; the others were switched by a person. */
  const byName = new Set<string>();
  /** Documents that were just closed: an opening in the same turn is a change of language. */
  const justClosed = new Set<string>();

  const opened = (document: vscode.TextDocument): void => {
    const uri = document.uri.toString();
    if (document.languageId === policyLanguage && !justClosed.has(uri)) byName.add(uri);
  };
  for (const document of vscode.workspace.textDocuments) opened(document);

  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const key = uri.toString();
      byName.delete(key);
      justClosed.add(key);
      setTimeout(() => justClosed.delete(key), 0);
    }),
    client.onNotification(foreignPolicyNotification, ({ uri, format }: ForeignPolicyParams) => {
      const document = vscode.workspace.textDocuments.find(
        (open) => client.code2ProtocolConverter.asUri(open.uri) === uri,
      );
      if (document === undefined || document.languageId !== policyLanguage) return;
      if (!byName.delete(document.uri.toString()) || isAssociated(document)) return;
      log.info(l10n.t`${document.uri.path} is an ${format}, not an MCP policy: it is handed back to JSON.`);
      void vscode.languages.setTextDocumentLanguage(document, "json");
    }),
  );
}

/** Whether a person's own setting gives this file's name to our language. */
function isAssociated(document: vscode.TextDocument): boolean {
  const associations = vscode.workspace.getConfiguration("files", document).get<Record<string, string>>("associations");
  return Object.entries(associations ?? {}).some(
    ([pattern, language]) =>
      language === policyLanguage &&
      vscode.languages.match({ pattern: pattern.includes("/") ? pattern : `**/${pattern}` }, document) > 0,
  );
}
