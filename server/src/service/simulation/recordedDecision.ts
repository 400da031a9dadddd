import type { Outcome } from "../../policy/decide/decision";
import type { JsonObject } from "../../policy/text/json";

/** The words of logs for a decision, in lower case. */
const words: ReadonlyMap<string, Outcome> = new Map([
  ...["allow", "allowed", "permit", "permitted"].map((word) => [word, "allow"] as const),
  ...["deny", "denied", "block", "blocked", "refuse", "refused", "reject", "rejected"].map(
    (word) => [word, "deny"] as const,
  ),
  ["unknown", "unknown"],
]);

/** How a log says that a call was decided; undefined where it does not say so. What is no word for a decision is not known. */
export function recordedDecision({ decision, verdict, outcome }: JsonObject): Outcome | undefined {
  const said = decision ?? verdict;
  if (said !== undefined && said !== null) return wordOf(said) ?? "unknown";
  // Some logs say in this field how the call ended.
  return wordOf(outcome);
}

function wordOf(said: unknown): Outcome | undefined {
  return typeof said === "string" ? words.get(said.trim().toLowerCase()) : undefined;
}
