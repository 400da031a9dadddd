import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  type ReadCallsParams,
  type ReadCallsResult,
  readCallsRequest,
} from "../../../../server/src/protocol/recordedCalls";
import type { LanguageClientLike } from "../../shared/languageClientLike";
import { nameOf } from "../../shared/nameOf";
import { notify } from "../../shared/notify";
import { callLimit } from "../state/callHistory";

/** Longer logs are for `mcp-policy replay`, which streams them. */
const longestLog = 16_000_000;

/** Asks for a log, and reads its calls; undefined when there are none, which is then said. */
export async function readCallsOfLog(client: LanguageClientLike): Promise<ReadCallsResult | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: l10n.t("Import calls from a log (JSON Lines)"),
      openLabel: l10n.t("Import"),
      filters: { "JSON Lines": ["jsonl", "ndjson", "log", "txt"], "All files": ["*"] },
    })) ?? [];
  if (uri === undefined) return undefined;
  const name = nameOf(uri);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > longestLog) {
      void notify(
        "warning",
        l10n.t`${name} is too long to be simulated here. "mcp-policy replay" reads logs of any length.`,
      );
      return undefined;
    }
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const parameters: ReadCallsParams = { text, most: callLimit };
    const read = await client.sendRequest(readCallsRequest, parameters);
    if (read.calls.length > 0) return read;
    const where =
      read.firstUnreadable === null ? "" : l10n.t` Line ${read.firstUnreadable.line}: ${read.firstUnreadable.why}.`;
    const why =
      read.withoutArguments > 0
        ? l10n.t("It is a log that keeps no arguments.")
        : l10n.t`Each line has to be the params of a tools/call, or a whole request.${where}`;
    void notify("warning", l10n.t`${name} has no call that can be simulated. ${why}`);
  } catch {
    void notify("error", l10n.t`${name} could not be read.`);
  }
  return undefined;
}
