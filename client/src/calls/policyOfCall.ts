import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { simulateRequest } from "../../../server/src/protocol/simulation";
import type { Machine } from "../platform";
import { toEditorRange } from "../shared/editorRange";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { nameOf } from "../shared/nameOf";
import { notify } from "../shared/notify";
import { toRequest } from "../simulator/state/callHistory";
import { withEarlierCalls } from "./callHistory";
import type { ListedCall } from "./callsView";

/**
 * Shows the text that decided a call: the line of the log while the policy is that version, else what decides it in the
 * text as it is now.
 */
export async function showPolicyOfCall(
  client: LanguageClientLike,
  listed: ListedCall,
  all: readonly ListedCall[],
  machine: Machine,
): Promise<void> {
  const { call, server } = listed;
  const uri = vscode.Uri.parse(server.policy);
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    void notify("warning", l10n.t`${nameOf(uri)} cannot be opened. Is it still there?`);
    return;
  }
  const range =
    call.line !== undefined && versionOf(document, machine) === call.policy
      ? lineOf(document, call.line)
      : await decidingNow(client, uri, listed, all);
  await vscode.window.showTextDocument(document, { preview: false, ...(range !== undefined && { selection: range }) });
}

/** As the gateway tells versions apart: by the bytes of the file. */
function versionOf(document: vscode.TextDocument, { sha256 }: Machine): string {
  return `sha256:${sha256(document.getText()).slice(0, 16)}`;
}

function lineOf(document: vscode.TextDocument, line: number): vscode.Range {
  const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(Math.min(line, document.lineCount) - 1);
  return new vscode.Range(range.start.line, firstNonWhitespaceCharacterIndex, range.end.line, range.end.character);
}

async function decidingNow(
  client: LanguageClientLike,
  uri: vscode.Uri,
  listed: ListedCall,
  all: readonly ListedCall[],
): Promise<vscode.Range | undefined> {
  const calls = withEarlierCalls(listed, all);
  if (calls === undefined) return undefined;
  const textDocument = { uri: uri.toString() };
  const { steps } = await client.sendRequest(simulateRequest, { textDocument, calls: toRequest(calls) });
  const range = steps.at(-1)?.range;
  return range ? toEditorRange(range) : undefined;
}
