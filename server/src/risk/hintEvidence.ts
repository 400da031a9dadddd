import type { JsonObject } from "../policy/text/json";
import type { Evidence } from "./evidence";

/**
 * What the server's own hints say (MCP, "Tools"): claims of a stranger, so that they can raise a risk and never lower it.
 * A tool that is read-only has no say, and neither has a hint that is left out.
 */
export function hintEvidence({ readOnlyHint, destructiveHint }: JsonObject): readonly Evidence[] {
  if (readOnlyHint === true || destructiveHint !== true) return [];
  return [{ from: "hint", text: "the server says that it may destroy something", category: "Destructive" }];
}
