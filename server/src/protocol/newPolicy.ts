/** Request: a new policy over the catalogue. `NewPolicyParams` → `NewPolicyResult`. */
export const newPolicyRequest = "mcpPolicy/newPolicy";

export interface NewPolicyParams {
  /** "deny-all", "read-only", or "risk-ceiling" with a `ceiling`. */
  readonly plan: string;
  /** "Low", "Medium" or "High": tools of a higher risk are denied, the others get their recommended rule. */
  readonly ceiling?: string;
  /** The server that it is about; the bundled one by default. */
  readonly server?: string;
  /** Address of the folder whose imported servers are meant. */
  readonly folder?: string;
}

export interface NewPolicyResult {
  /** The text of the policy; "" for an unknown plan. */
  readonly text: string;
  /** What it does with all tools, in words. */
  readonly inWords: string;
  /** Markdown: each tool with its rule and the reason for it. Safe to show without trust. */
  readonly reasons: string;
}
