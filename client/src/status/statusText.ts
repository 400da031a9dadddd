import * as l10n from "@vscode/l10n";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { notificationText } from "../../../server/src/policy/words/plain/notificationText";
import type { SummaryResult } from "../../../server/src/protocol/summary";
import { counted } from "../shared/words/counted";

/** What the language status says; `answer` is undefined when the server did not answer. */
export function statusText(answer: SummaryResult | undefined): { readonly text: string; readonly detail: string } {
  if (answer === undefined) {
    return { text: "MCP Policy", detail: l10n.t("The language server did not answer.") };
  }
  const { summary } = answer;
  if (summary === null) {
    return { text: "MCP Policy", detail: l10n.t("This text is not a policy yet.") };
  }
  const size = counted(summary.catalogueTools, "tool");
  const name = summary.catalogue === "" ? "" : ` ${summary.catalogue}`;
  return { text: summary.inWords, detail: notificationText(l10n.t`Catalogue${name}, ${size}`) };
}

/** Which server the open policy is about, and how that is known. */
export function serverText(answer: SummaryResult | undefined): {
  readonly text: string;
  readonly detail: string;
  readonly isClear: boolean;
} {
  const { server } = answer ?? {};
  if (server === undefined) return { text: "MCP server", detail: "", isClear: true };
  const text = server.name === null ? l10n.t("Server not clear") : l10n.t`Server ${labelText(server.name)}`;
  return { text, detail: notificationText(server.inWords), isClear: server.name !== null };
}
