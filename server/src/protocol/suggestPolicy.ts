/** Request: a policy for what a log of calls has. `SuggestPolicyParams` → `SuggestPolicyResult`. */
export const suggestPolicyRequest = "mcpPolicy/suggestPolicy";

export interface SuggestPolicyParams {
  /** The log: JSON Lines, as `ReadCallsParams` has them. */
  readonly text: string;
  /** How sentences name it. */
  readonly fileName: string;
  /** Whether tools that were not called are all denied; otherwise those of the server that only read are allowed. */
  readonly denyRest: boolean;
  /** How arguments become conditions: "in", "bounds", "prefixes". */
  readonly generalise: readonly string[];
  /** The server that the log is of, with the address of the folder whose imported servers are meant. */
  readonly server?: string;
  readonly folder?: string;
}

export interface SuggestPolicyResult {
  /** The text of the policy; "" where there is nothing to make one of. */
  readonly text: string;
  /** What is left out, or why there is no policy, in sentences. Contains names: untrusted. */
  readonly notes: readonly string[];
}
