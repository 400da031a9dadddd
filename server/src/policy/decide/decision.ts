import type { AssumptionName } from "../model/assumptions";
import type { PredicateList, WindowName } from "../model/policy";
import type { Span } from "../text/span";
import type { ConditionNotKnown } from "./condition";
import type { CounterState } from "./counters";

/** Why a call was decided as it was: a tagged union, so that a renderer that forgets a case does not compile. */
export type Reason =
  /** Every check passed. `listed` is false when only `"default": "allow"` lets the tool through. */
  | { readonly kind: "allowed"; readonly listed: boolean }
  /** There is no policy, or the gateway would not accept it (spec §2, step 1). */
  | { readonly kind: "no-policy" }
  /** The name, or "*", is in `hide` (step 2). */
  | { readonly kind: "hidden"; readonly by: "name" | "*" }
  /** Not a key of `tools`, and the default is not "allow" (step 3). */
  | { readonly kind: "default-deny" }
  /** A predicate of `require` did not hold (step 4). `condition` is the first one that failed. */
  | { readonly kind: "require"; readonly predicate: number; readonly condition: number }
  /** A predicate of `deny_if` held (step 4). */
  | { readonly kind: "deny_if"; readonly predicate: number; readonly always: boolean }
  /** A limit was reached (step 5). `value` is the count before this call. */
  | {
      readonly kind: "limit";
      readonly list: "tool" | "all_tools";
      readonly counter: string;
      readonly window: WindowName;
      readonly max: number;
      readonly value: number;
    }
  /** It cannot be known how the gateway decides this call. */
  | { readonly kind: "not-known"; readonly because: NotKnown };

/** Why it cannot be known how the gateway decides a call. */
export type NotKnown =
  /** A condition that could settle it is not known. */
  | (ConditionNotKnown & {
      readonly list: PredicateList;
      readonly predicate: number;
      readonly condition: number;
    })
  /** `arguments` are no object; `found` is what they are, with its article. */
  | { readonly kind: "no-object"; readonly found: string }
  /** A number of the arguments is beyond what a double can hold; `path` begins with `args.`. */
  | { readonly kind: "number-too-large"; readonly path: string }
  /** The policy has errors, for which the gateway would refuse it; `first` is the first one, a sentence. */
  | { readonly kind: "policy-refused"; readonly errors: number; readonly first: string }
  /** `uncounted` earlier calls are not known; if the gateway allowed them, this limit is reached. */
  | {
      readonly kind: "earlier-calls";
      readonly list: "tool" | "all_tools";
      readonly counter: string;
      readonly window: WindowName;
      readonly max: number;
      readonly value: number;
      readonly uncounted: number;
    };

/** One step of the evaluation. */
export interface Check {
  /** What is checked, in words. */
  readonly check: string;
  /** "skipped": an earlier check had already denied the call. "unknown": whether it denies the call is not known. */
  readonly outcome: "pass" | "fail" | "skipped" | "unknown";
  /** Why it came out so, in words. */
  readonly detail: string;
  /** The text that states the check; null when nothing in the text does. */
  readonly span: Span | null;
}

/** A counter as it is after a decision. */
export interface CounterReading {
  /** `tools/<tool>/<counter>` or `all_tools/<counter>`. */
  readonly key: string;
  readonly window: WindowName;
  readonly value: number;
  readonly max: number;
  /** Epoch milliseconds at which the window ends. */
  readonly resetsAt: number;
  /** Earlier calls of this window whose decisions are not known: they are not in `value`. Absent when there are none. */
  readonly uncounted?: number;
}

/** How a call is decided; "unknown" when that cannot be known. */
export type Outcome = "allow" | "deny" | "unknown";

/** The decision on one call, with everything that a person may ask about it. A plain value. */
export interface Decision {
  readonly outcome: Outcome;
  /** The label that the gateway logs; "" unless denied (spec §2). */
  readonly rule: string;
  /** What the agent reads, without prefix; null unless denied. */
  readonly message: string | null;
  readonly reason: Reason;
  /**
   * For a denied call: an earlier check that is not known. The call is denied in any case; if that check denies it, rule
   * and message are that check's.
   */
  readonly earlierDoubt: NotKnown | null;
  /** The text that decided; null when no text did (spec §2: a tool that is not listed under a missing default). */
  readonly span: Span | null;
  /** Every check in order; empty when no trace was asked for. */
  readonly trace: readonly Check[];
  /** The counters of the limits that apply to this call. */
  readonly counters: readonly CounterReading[];
  /** The readings of the spec that the answer rests on. */
  readonly assumptions: readonly AssumptionName[];
  /**
   * The counters that this call changes, as they are after it: none for a denied call (spec §2, step 5); for one that is
   * not known, the counters note that it may have been charged.
   */
  readonly charges: ReadonlyMap<string, CounterState>;
}

/** What the gateway puts before a message for the agent (spec §2). */
export const deniedPrefix = "[POLICY DENIED] ";

/** What a gateway logs as the rule for a call that can be read in several ways, which it denies under any policy. */
export const ambiguousRule = "(ambiguous)";

/** The eras of MCP, which differ in what a result looks like: newest first. */
export const eras = ["modern", "legacy"] as const;

/**
 * The `tools/call` result that an agent receives for a denied call: a result, not an error (spec §2). From the revision
 * 2026-07-28 on ("modern") a result says its type.
 */
export function deniedResult(message: string, era: (typeof eras)[number] = "legacy"): object {
  const result = { content: [{ type: "text", text: deniedPrefix + message }], isError: true };
  return era === "modern" ? { resultType: "complete", ...result } : result;
}
