import { isBareFragment } from "../../policy/model/bareFragment";
import type { Snapshot } from "../snapshot";

/** Why nothing can be built from a text, in a sentence; undefined when it can. An empty text becomes a policy. */
export function notBuilt({ document, foreign, isOversized, problems }: Snapshot): string | undefined {
  if (isOversized) return problems[0]?.message ?? "The file is too large.";
  if (foreign !== undefined) return `This file belongs to ${foreign}. It is not a policy of this gateway.`;
  if (document.text.trim() === "") return undefined;
  if (document.root?.type !== "object") return "The text is not a JSON object. Open it as text and fix it first.";
  if (isBareFragment(document))
    return 'The text has only the content of "tools". Open it as text: a fix there makes a policy of it.';
  return undefined;
}
