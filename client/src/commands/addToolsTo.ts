import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import { addToolsRequest } from "../../../server/src/protocol/tools";
import { changeText } from "../shared/changeText";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";

/** Lists tools in an open policy, each with its recommended rule. Says so when nothing could be added. */
export async function addToolsTo(
  client: LanguageClientLike,
  document: vscode.TextDocument,
  tools: readonly string[],
): Promise<void> {
  const { version } = document;
  const textDocument = { uri: document.uri.toString() };
  const { edits } = await client.sendRequest(addToolsRequest, { textDocument, tools });
  if (document.version !== version || edits.length === 0) {
    void notify(
      "warning",
      l10n.t("No tool was added: the text has changed in the meantime, or has an error to fix first."),
    );
    return;
  }
  await changeText(document.uri, edits);
}
