import type { JsonValue } from "../text/json";
import type { Span } from "../text/span";
import type { Assumptions } from "./assumptions";

/** What happens to a tool that is not listed under `tools` (spec §1). */
export type DefaultDecision = "allow" | "deny";

/** The calendar window of a limit (spec §1). */
export type WindowName = "minute" | "hour" | "day";

/**
 * One comparison of a call's argument (spec §1). `op` is whatever was written: an operator that is none of the eleven
 * never holds (spec §2, "Conditions").
 */
export interface Condition {
  readonly path: string;
  readonly op: string;
  readonly value: JsonValue;
  readonly span: Span;
}

/** Conditions that are joined by AND, and the message for the agent when they deny (spec §1). */
export interface Predicate {
  readonly conditions: readonly Condition[];
  readonly onDeny: string | undefined;
  readonly span: Span;
}

/** The two lists of predicates of a tool (spec §1). */
export type PredicateList = "require" | "deny_if";

/** A quota: at most `max` calls in one window (spec §1). */
export interface Limit {
  readonly counter: string;
  readonly window: WindowName;
  readonly max: number;
  /** Always "grant" in published policies; any other text is kept as it was written. */
  readonly scope: string;
  readonly span: Span;
}

/** The rules of one key of `tools`. */
export interface ToolRules {
  readonly require: readonly Predicate[];
  readonly denyIf: readonly Predicate[];
  readonly limits: readonly Limit[];
  /** The text of the key that names the tool, with its quotes. */
  readonly span: Span;
}

/** A value whose spans count from `offset` in the text, so that it can be kept while the text before it changes. */
export interface Placed<T> {
  readonly offset: number;
  readonly value: T;
}

/**
 * What a policy text means: a plain value, read leniently, so that a half-typed policy still means something. Parts that
 * mean nothing (a limit without `max`) are left out; validation says so.
 */
export interface Policy {
  /** undefined when the text has none, or something else than "allow" and "deny"; decided as "deny". */
  readonly default: DefaultDecision | undefined;
  /** Where `default` is: the member's value, else null. */
  readonly defaultSpan: Span | null;
  /** Hidden tool names, "*" among them if it is there, with the place of the first mention. */
  readonly hide: ReadonlyMap<string, Span>;
  readonly allToolsLimits: Placed<readonly Limit[]>;
  /** Tools by exact name; of duplicate keys the last one. */
  readonly tools: ReadonlyMap<string, Placed<ToolRules>>;
  /** Why a gateway that rejects fields that the format does not know would refuse it (assumption `unknownFields`). */
  readonly unknownFields: Refusal | undefined;
  /** Why the gateway would refuse the policy; undefined when nothing is wrong with it. */
  readonly refusal: Refusal | undefined;
  /** How it is read where the documentation is silent, if its repository has configured that. */
  readonly reading?: Assumptions;
}

/** The errors of a policy, for which the gateway would refuse it. */
export interface Refusal {
  /** How many there are. */
  readonly errors: number;
  /** The first one, a sentence. */
  readonly first: string;
  readonly span: Span;
}
