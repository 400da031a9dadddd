import type { Range } from "vscode-languageserver-types";
import type { DocumentParams } from "./document";

/** Request: the calls that get past the rules of the open policy. `ProbeParams` → `ProbeResult`. */
export const probeRequest = "mcpPolicy/probe";

export interface ProbeParams extends DocumentParams {
  /** The tools that are asked about; absent for all that the policy names. */
  readonly tools?: readonly string[];
  /** Whether to say what was tried, too, and what was stopped. */
  readonly wantsAttempts?: boolean;
}

/** A call that an attacker would try. */
export interface AttemptedCall {
  /** The code of the rule that is about such attacks, which has a page. */
  readonly kind: string;
  readonly arguments: object;
  readonly decision: "allow" | "deny" | "unknown";
  readonly says: string;
}

export interface ProbeResult {
  /** The tools that may be called, in the order of the text. */
  readonly tools: readonly {
    readonly tool: string;
    /** Calls that get through although a condition was meant to stop them: each is decided *allow*. */
    readonly holes: readonly {
      /** The code of the rule that has found it, which has a page. */
      readonly kind: string;
      readonly arguments: object;
      readonly says: string;
      /** The condition. */
      readonly range: Range;
    }[];
    /** What could not be looked at, and why, as sentences. */
    readonly notKnown: readonly string[];
    /** Those that get through first; absent unless they were asked for. */
    readonly attempts?: readonly AttemptedCall[];
  }[];
  /** What concerns the policy as a whole: no limit, tools that read beside tools that send. */
  readonly policy: readonly { readonly kind: string; readonly says: string; readonly tools: readonly string[] }[];
  /** Why nothing is known of the policy, as a sentence; null when it can be decided by. */
  readonly notKnown: string | null;
}
