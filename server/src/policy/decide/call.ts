/** One `tools/call` of an agent. */
export interface Call {
  readonly tool: string;
  /** Any JSON; absent = `{}` (spec §2). `notRecorded` of condition.ts for a log that has none. */
  readonly arguments?: unknown;
  /** Label of the grant token that counts are kept for. */
  readonly grant: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether it is sent again with a person's input: it has `inputResponses` or `requestState` (MCP 2026-07-28). */
  readonly isRetry?: boolean;
}
