import type { CounterReading, Outcome } from "../policy/decide/decision";
import type { Era } from "./message/clientMessage";

/** What a log says of one call. */
export interface LoggedCall {
  /** Epoch milliseconds: the store's time when it has one. */
  readonly at: number;
  readonly grant: string;
  readonly tool: string;
  readonly decision: Outcome;
  /** "" unless denied. */
  readonly rule: string;
  /** What the agent reads, without prefix; null for an allowed call. */
  readonly message: string | null;
  /** Tells the version of the policy; "" when there was none. */
  readonly policy: string;
  /** How long the decision took, the store's time included. */
  readonly latencyMs: number;
  readonly era: Era;
  /** The arguments as they were written, on one line or several; undefined for a call that readers take for different ones. */
  readonly argumentsText: string | undefined;
  /** The line of the policy that decided, from 1; undefined when no text did. */
  readonly line?: number | undefined;
  /** The counters of its limits as they stand after it; empty when none was asked. */
  readonly counters: readonly CounterReading[];
  /** Whether it went through although it is not allowed (`--observe`, `--on-error allow`). */
  readonly isForwarded: boolean;
  /** Whether it is a retry with a person's input that a policy's reading does not count. */
  readonly isRetry: boolean;
}

/** Keeps what was decided. */
export interface CallLog {
  /** Throws when the call cannot be recorded. */
  write(call: LoggedCall): void;
  close(): Promise<void>;
}
