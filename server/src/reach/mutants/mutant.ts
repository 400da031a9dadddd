import type { Policy } from "../../policy/model/policy";
import type { JsonObject } from "../../policy/text/json";
import type { Span } from "../../policy/text/span";

/** A policy that lets one thing more through than another, as a slip of the pen would make it. */
export interface Mutant {
  /** What is different, in words: `args.limit gt 200 → 201`. */
  readonly edit: string;
  /** What is weakened, in the text of the policy. */
  readonly span: Span;
  readonly policy: Policy;
  /** A call that the policy denies and the mutant allows: what a test has to make. */
  readonly call: MutantCall;
}

/** A call that tells a mutant from the policy. */
export interface MutantCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** How often it has to be made, so that a limit tells them apart; 1 for all else. */
  readonly repeat: number;
}

/** A change of a policy that may be no mutant: nothing has been said of the calls that it changes. */
export interface Weakening {
  readonly edit: string;
  readonly span: Span;
  readonly policy: Policy;
  /** The tools whose calls may change. */
  readonly tools: readonly string[];
  /** For a limit: how many calls it takes. */
  readonly repeat?: number;
}

/** A change of a policy of which it is not known whether it changes a call, with the reason as a sentence. */
export interface UnknownMutant {
  readonly edit: string;
  readonly why: string;
}
