import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { chooseServerCommand } from "../../../server/src/protocol/clientCommands";
import { chooseServerRequest } from "../../../server/src/protocol/servers";
import { summaryRequest } from "../../../server/src/protocol/summary";
import { parseCommandTarget } from "../shared/commandTarget";
import { findPolicy } from "../shared/findPolicy";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { serverText } from "../status/statusText";
import { writeWholeFile } from "./writeWholeFile";

/** *Choose Server…*: which server the open policy is about, written into the configuration of the repository. */
export function registerChooseServer(client: LanguageClientLike): vscode.Disposable {
  return registerCommand(chooseServerCommand, async (argument: unknown) => {
    const document = await findPolicy(parseCommandTarget(argument).uri);
    if (document === undefined) {
      void notify("information", l10n.t("Open an MCP policy first: the server is chosen for it."));
      return;
    }
    const textDocument = { uri: document.uri.toString() };
    const answer = await client.sendRequest(summaryRequest, { textDocument });
    const { text: about, detail } = serverText(answer);
    const chosen = await vscode.window.showQuickPick(
      (answer.server?.servers ?? []).map((name) => ({ label: labelText(name), name })),
      { title: l10n.t("Which server is this policy about?"), placeHolder: `${about}: ${detail}` },
    );
    if (chosen === undefined) return;
    const { uri, text } = await client.sendRequest(chooseServerRequest, { textDocument, server: chosen.name });
    if (uri === null) {
      void notify(
        "information",
        l10n.t("Save the policy first: the choice is written into the configuration next to it."),
      );
    } else if (text === null || !(await writeWholeFile(vscode.Uri.parse(uri), text))) {
      void notify(
        "warning",
        l10n.t("The choice could not be written: .mcp-policy/config.json has an error to fix first."),
      );
    }
  });
}
