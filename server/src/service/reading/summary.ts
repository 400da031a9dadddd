import { summarisePolicy, summaryInWords } from "../../catalogue/policySummary";
import type { SummaryResult } from "../../protocol/summary";
import type { Environment } from "../environment";
import { isPolicy, type Snapshot } from "../snapshot";

/** What the policy does with all tools, for the editor's status. */
export function summary(snapshot: Snapshot, { catalogue }: Environment): SummaryResult {
  if (!isPolicy(snapshot) || catalogue.tools.length === 0) return { summary: null };
  const counts = summarisePolicy(snapshot.policy, catalogue);
  return {
    summary: {
      catalogue: catalogue.serverName,
      catalogueTools: catalogue.tools.length,
      ...counts,
      highRiskOpen: counts.highRiskOpen.length,
      inWords: summaryInWords(counts, snapshot.policy.refusal),
      errors: snapshot.policy.refusal?.errors ?? 0,
    },
  };
}
