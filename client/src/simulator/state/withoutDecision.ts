import * as l10n from "@vscode/l10n";
import type { PageState } from "./messages";

/** What is shown while there is no decision: the policy is closed, or the server does not answer. */
export function withoutDecision({ notice }: Pick<PageState, "notice">): string {
  return notice === null || notice.action === null ? l10n.t("Deciding…") : l10n.t("Not decided");
}
