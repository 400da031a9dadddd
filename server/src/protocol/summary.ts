import type { ServerOfPolicy } from "./servers";

/** Request: what the open policy does with all tools. `DocumentParams` → `SummaryResult`. */
export const summaryRequest = "mcpPolicy/summary";

export interface SummaryResult {
  /** null for a document that is no policy, and when no catalogue is known. */
  readonly summary: PolicySummary | null;
  /** Which server the policy is about; absent for a document that is no policy. */
  readonly server?: ServerOfPolicy;
}

export interface PolicySummary {
  /** Name of the MCP server whose tools the catalogue has. */
  readonly catalogue: string;
  /** How many tools the catalogue has; the counts below are of these, and of those that only the policy names. */
  readonly catalogueTools: number;
  readonly tools: number;
  readonly allowed: number;
  readonly limited: number;
  readonly conditional: number;
  readonly hidden: number;
  readonly denied: number;
  /** Tools of High or Critical risk that are called without any limit or condition. */
  readonly highRiskOpen: number;
  /** Errors for which the gateway would refuse the policy: with any, the counts are what is written, and not what happens. */
  readonly errors: number;
  /** The same in words: "180 tools: 4 allowed · 176 denied — 1 high-risk tool open". */
  readonly inWords: string;
}
