import type { Diagnostic, Range } from "vscode-languageserver-types";
import type { DocumentParams } from "./document";

/** Request: decides calls by the open policy. `SimulateParams` → `SimulateResult`. */
export const simulateRequest = "mcpPolicy/simulate";

/** One `tools/call` of an agent. */
export interface SimulatedCall {
  readonly tool: string;
  /** Any JSON; absent = `{}`. */
  readonly arguments?: unknown;
  /**
   * The JSON text of the arguments, which is read in place of `arguments`. It can hold what a message cannot: a number
   * beyond a double.
   */
  readonly argumentsText?: string;
  /** Whether it is sent again with a person's input (`inputResponses`, `requestState` of MCP 2026-07-28); default false. */
  readonly isRetry?: boolean;
  /** Label of the grant token that counts are kept for; default "default". */
  readonly grant?: string;
  /** ISO instant; default: one second after the call before, and for the first call the start of the current minute. */
  readonly at?: string;
}

/** How a call is decided; "unknown" when that cannot be known, and `reason` says why. */
export type SimulatedDecision = "allow" | "deny" | "unknown";

export interface SimulateParams extends DocumentParams {
  /** Decided in order; they share counters, which start at 0 in each request. */
  readonly calls: readonly SimulatedCall[];
}

export interface SimulateResult {
  /** One step for each call. */
  readonly steps: readonly SimulatedStep[];
  /** The policy's errors, and notes on the answer. The steps stand for what still has a meaning. */
  readonly problems: readonly Diagnostic[];
  /** What the problems mean, such as that the gateway would refuse the policy, without a full stop; "" without any. */
  readonly problemsInWords: string;
}

export interface SimulatedStep {
  readonly decision: SimulatedDecision;
  /** As the gateway's log prints it; "" unless denied. */
  readonly rule: string;
  /** What the agent reads, without the `[POLICY DENIED]` prefix; null unless denied. */
  readonly message: string | null;
  /** The `tools/call` result that the agent receives when denied, as before MCP 2026-07-28. */
  readonly response: object | null;
  /** The same in each era of MCP, the newer first; empty unless denied. */
  readonly responses: readonly DeniedResponse[];
  /** The decision in a sentence, for people. */
  readonly summary: string;
  /**
   * Why, as a tagged union (`Reason` in policy/decision.ts). `{kind: "not-known", because: {kind, …}}` for a decision
   * that cannot be known.
   */
  readonly reason: { readonly kind: string; readonly [key: string]: unknown };
  /**
   * Set for a denied call when an earlier check is not known, in a sentence: the call is denied in any case, but perhaps
   * by that check, with its rule and message.
   */
  readonly doubt: string | null;
  /** The text that decided. */
  readonly range: Range | null;
  /** Every check in the order of evaluation; those after a denial are "skipped". */
  readonly trace: readonly TraceEntry[];
  /** The counters of this call's limits, as they stand after it. */
  readonly counters: readonly CounterEntry[];
  /** How many more counters there are, of a call with more limits than an answer lists. */
  readonly moreCounters: number;
  /** Names of the assumptions (spec §2) that this answer rests on. */
  readonly assumptions: readonly string[];
  /** The other readings under which this call would have been decided otherwise. */
  readonly otherReadings: readonly OtherReading[];
  /** The instant of the call, ISO. */
  readonly at: string;
  readonly grant: string;
}

export interface OtherReading {
  /** Name of the assumption, one of the step's `assumptions`. */
  readonly assumption: string;
  /** The other choice, for instance "sliding". */
  readonly reading: string;
  readonly decision: SimulatedDecision;
}

/** A result of `tools/call` as one era of MCP has it. */
export interface DeniedResponse {
  /** "modern": MCP 2026-07-28 and later, with a `resultType`. "legacy": earlier revisions. */
  readonly era: "modern" | "legacy";
  readonly result: object;
}

export interface TraceEntry {
  /** What was checked, in words. */
  readonly check: string;
  /** "unknown": it is not known whether this check denies the call. */
  readonly outcome: "pass" | "fail" | "skipped" | "unknown";
  /** Why it came out so, in words. */
  readonly detail: string;
  readonly range: Range | null;
}

export interface CounterEntry {
  /** For instance `tools/ssh_execute/ssh_execute_rate`. */
  readonly key: string;
  readonly window: "minute" | "hour" | "day";
  readonly value: number;
  readonly max: number;
  /** ISO instant of the window's end. */
  readonly resetsAt: string;
  /** Earlier calls of this window whose decisions are not known, and that `value` does not count; absent when none. */
  readonly uncounted?: number;
}
