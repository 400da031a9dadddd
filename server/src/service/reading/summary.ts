import { summarisePolicy, summaryInWords } from "../../catalogue/policySummary";
import type { SummaryResult } from "../../protocol/summary";
import type { Environment } from "../environment";
import { isPolicy, type Snapshot } from "../snapshot";
import { serverOfPolicy } from "./serverOfPolicy";

/** What the policy does with all tools, for the editor's status. */
export function summary(snapshot: Snapshot, environment: Environment): SummaryResult {
  if (!isPolicy(snapshot)) return { summary: null };
  const { catalogue } = environment;
  const server = serverOfPolicy(environment);
  const about = server === undefined ? {} : { server };
  if (catalogue.tools.length === 0 && server?.name !== null) return { summary: null, ...about };
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
    ...about,
  };
}
