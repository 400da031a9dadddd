import type { Connection } from "vscode-languageserver";
import { builderEditRequest, builderRequest, nothingBuilt, tryConditionRequest } from "../protocol/builder";
import type { Environment } from "../service/environment";
import type { About } from "./about";
import type { WhenReviewed } from "./editing";
import { seldom } from "./late/late";
import { onDocumentRequest, onPolicyRequest } from "./policyRequests";

const notOpen = "The language server has no such policy open.";

/** Binds what the policy builder asks: rows and parts, the edits of a change, and whether a condition holds. */
export function bindBuilder(
  connection: Connection,
  about: About,
  environment: (uri?: string) => Promise<Environment>,
  whenReviewed: WhenReviewed,
): void {
  const none = { ...nothingBuilt, notBuilt: notOpen };
  onDocumentRequest(connection, about, builderRequest, none, async (current, known, asked, token) =>
    // Of a text that has changed meanwhile, nothing is shown: it is asked again.
    (await whenReviewed(current, known, token)) ? seldom("builder")(current, known, asked) : none,
  );
  onDocumentRequest(connection, about, builderEditRequest, { edits: [], refused: notOpen }, seldom("builderEdit"));
  onPolicyRequest(connection, tryConditionRequest, { tries: [] }, async (asked) =>
    seldom("tryCondition")(asked, await environment(asked.textDocument?.uri)),
  );
}
