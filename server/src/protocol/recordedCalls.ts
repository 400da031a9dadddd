import type { SimulatedCall } from "./simulation";

/** Request: the calls that a log has recorded. `ReadCallsParams` → `ReadCallsResult`. */
export const readCallsRequest = "mcpPolicy/readCalls";

export interface ReadCallsParams {
  /**
   * JSON Lines: params of `tools/call`, whole JSON-RPC requests or batches of them, with `at` and `grant` where they are
   * known; or one such value, laid out on several lines.
   */
  readonly text: string;
  /** How many calls are wanted at most. */
  readonly most: number;
}

export interface ReadCallsResult {
  /** In the order of the log. */
  readonly calls: readonly SimulatedCall[];
  /**
   * Calls of a log that has no place for arguments: a policy cannot decide them as they were. A call that is recorded as a
   * message and has no arguments is among `calls`: they are `{}`.
   */
  readonly withoutArguments: number;
  /** Lines that are no message of the protocol; the first of them with its number, from 1, and the reason. */
  readonly unreadable: number;
  readonly firstUnreadable: { readonly line: number; readonly why: string } | null;
  /** Calls after the last one that was wanted. */
  readonly left: number;
  /** What the text of calls loses on the way to a value, such as duplicate keys: phrases for a list. */
  readonly notes: readonly string[];
}
