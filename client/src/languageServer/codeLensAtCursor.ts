import * as vscode from "vscode";
import { type BaseLanguageClient, type CodeLens, CodeLensRequest } from "vscode-languageclient";
import type { CodeLensParamsAtCursor } from "../../../server/src/protocol/document";
import { policyLanguage } from "../shared/policyLanguage";

/** A line that appears with each step of the cursor would disturb: it appears where the cursor rests. */
const rest = 300;

/** The lines above tools, with one above the tool at the cursor. */
export async function codeLensesAtCursor(
  client: BaseLanguageClient,
  document: vscode.TextDocument,
  token: vscode.CancellationToken,
): Promise<vscode.CodeLens[] | undefined> {
  const cursor = vscode.window.visibleTextEditors.find((editor) => editor.document === document)?.selection.active;
  const parameters: CodeLensParamsAtCursor = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    ...(cursor !== undefined && { position: client.code2ProtocolConverter.asPosition(cursor) }),
  };
  try {
    const lenses = await client.sendRequest<CodeLens[] | null>(CodeLensRequest.method, parameters, token);
    return await client.protocol2CodeConverter.asCodeLenses(lenses, token);
  } catch (error) {
    return client.handleFailedRequest(CodeLensRequest.type, token, error, undefined);
  }
}

/** Asks for the lines again when the cursor comes to rest on another line of a policy. */
export function followCursor(client: BaseLanguageClient): vscode.Disposable {
  const lines = new WeakMap<vscode.TextDocument, number>();
  let timer: NodeJS.Timeout | undefined;
  const changed = vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
    const { line } = selection.active;
    if (document.languageId !== policyLanguage || lines.get(document) === line) return;
    lines.set(document, line);
    clearTimeout(timer);
    timer = setTimeout(() => {
      client.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    }, rest);
  });
  return vscode.Disposable.from(changed, { dispose: () => clearTimeout(timer) });
}
