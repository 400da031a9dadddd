import type { ToolCatalogue } from "../../catalogue/catalogue";
import { unlistedTool } from "../../catalogue/unlistedTool";
import { admit } from "../../policy/decide/admit";
import type { Policy } from "../../policy/model/policy";
import { quote } from "../../policy/words/plain/quote";
import type { TestedCall } from "../../policyTests/policyTestFile";

/**
 * What there is to say of a test's call whose tool is probably misspelt; undefined for any other. A name that is like none may
 * well be meant: a test can show that an unknown tool is denied.
 */
export function misspeltTool(
  policy: Policy,
  catalogue: ToolCatalogue,
  { tool, expect }: TestedCall,
): string | undefined {
  const unlisted = tool === "" ? undefined : unlistedTool(policy, catalogue, tool);
  if (unlisted?.meant === undefined) return undefined;
  const admission = admit(policy, tool);
  const isDeniedByDefault = admission.kind === "denied" && admission.reason.kind === "default-deny";
  const passesAnyway = expect?.decision === "deny" && isDeniedByDefault;
  return passesAnyway
    ? `${unlisted.inWords} Any name without rules is denied: this says nothing about ${quote(unlisted.meant)}.`
    : unlisted.inWords;
}
