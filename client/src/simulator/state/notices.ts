import * as l10n from "@vscode/l10n";
import { callLimit } from "./callHistory";
import type { Notice } from "./messages";

/** Whether the policy's text can be asked about. */
export type PolicyPresence = "open" | "closed" | "other-language";

/** How the conversation with the language server goes. */
export type ServerPresence = "answering" | "slow" | "failed";

/** The one sentence to show about the simulation itself; null when all is well. */
export function noticeFor(
  policyName: string,
  policy: PolicyPresence,
  server: ServerPresence,
  callCount: number,
): Notice | null {
  if (policy === "closed") {
    return {
      text: l10n.t`${policyName} is closed. Your calls are kept; open it again to go on.`,
      action: "open-policy",
    };
  }
  if (policy === "other-language") {
    return {
      text: l10n.t`${policyName} is not edited as an MCP policy at the moment. Your calls are kept; set its language back to go on.`,
      action: "open-policy",
    };
  }
  if (server === "failed") {
    return {
      text: l10n.t("The language server did not answer. What is shown here is from before, and your calls are kept."),
      action: "retry",
    };
  }
  if (server === "slow") {
    return { text: l10n.t("Waiting for the language server…"), action: null };
  }
  if (callCount >= callLimit) {
    return { text: l10n.t`A simulation keeps ${callLimit} calls, and no more. Reset to go on.`, action: null };
  }
  return null;
}
