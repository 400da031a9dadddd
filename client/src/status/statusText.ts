import { notificationText } from "../../../server/src/policy/words/notificationText";
import type { SummaryResult } from "../../../server/src/protocol/summary";
import { labelText } from "../shared/labelText";

/** What the language status says; `answer` is undefined when the server did not answer. */
export function statusText(answer: SummaryResult | undefined): { readonly text: string; readonly detail: string } {
  if (answer === undefined) {
    return { text: "MCP Policy", detail: "The language server did not answer." };
  }
  const { summary } = answer;
  if (summary === null) {
    return { text: "MCP Policy", detail: "This text is not a policy yet." };
  }
  const size = `${summary.catalogueTools} ${summary.catalogueTools === 1 ? "tool" : "tools"}`;
  const name = summary.catalogue === "" ? "" : ` ${labelText(summary.catalogue)}`;
  return { text: summary.inWords, detail: notificationText(`Catalogue${name}, ${size}`) };
}
