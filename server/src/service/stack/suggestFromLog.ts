import { emptyCatalogue, type ToolCatalogue } from "../../catalogue/catalogue";
import type { SuggestPolicyParams, SuggestPolicyResult } from "../../protocol/suggestPolicy";
import { generalisations } from "./argumentRules";
import { LoggedCalls } from "./loggedCalls";
import { suggestPolicy } from "./suggestPolicy";

/** A policy for what the text of a log has, as `mcp-policy suggest --log` writes it. */
export function suggestFromLog(
  { text, fileName, denyRest, generalise }: SuggestPolicyParams,
  catalogue: ToolCatalogue = emptyCatalogue,
): SuggestPolicyResult {
  const name = typeof fileName === "string" ? fileName : "The log";
  const logged = new LoggedCalls();
  for (const line of text.split("\n")) logged.add(line);
  const nothing = logged.whyNothing(name);
  if (nothing !== undefined) return { text: "", notes: [nothing] };
  const kinds = Array.isArray(generalise) ? generalisations.filter((kind) => generalise.includes(kind)) : undefined;
  const { policy, notes } = suggestPolicy(logged.calls, catalogue, denyRest === true, logged.refused, kinds);
  return { text: `${JSON.stringify(policy, undefined, 2)}\n`, notes: [...logged.leftOut(name), ...notes] };
}
