import type { Range } from "vscode-languageserver-types";
import type { PolicyTestsParams } from "./policyTests";

/**
 * Request: weakens a policy step by step, and says which step no test notices. Needs no open document. `MutantsParams` →
 * `MutantsResult`. Long runs can be cancelled.
 */
export const mutantsRequest = "mcpPolicy/mutants";

export interface MutantsParams {
  readonly policy: { readonly uri: string; readonly text: string };
  /** All test files of the policy: what none of them notices has survived. */
  readonly testFiles: readonly PolicyTestsParams[];
}

export interface MutantsResult {
  /** In the order of the policy's text, in which "default" and "hide" come last; fewer when the run was cancelled. */
  readonly mutants: readonly PolicyMutant[];
  /** Steps of which it is not known whether they change a call, with the reason as a sentence. */
  readonly notKnown: readonly { readonly edit: string; readonly why: string }[];
  /** Why no mutants were made, in a sentence; null when they were: a test that fails, a policy that the gateway refuses. */
  readonly notRun: string | null;
}

export interface PolicyMutant {
  /** What is different, in words: `args.limit gt 200 → 201`. */
  readonly edit: string;
  /** What is weakened, in the policy. */
  readonly range: Range;
  /** The policy denies it, and the mutant allows it: what a test has to make. */
  readonly call: {
    readonly tool: string;
    readonly arguments: object;
    /** How often it has to be made, so that a limit tells them apart; 1 for all else. */
    readonly repeat: number;
  };
  /** The first test that fails on it, by the indices of its file and of the test; null when none does: it has survived. */
  readonly killedBy: { readonly file: number; readonly test: number } | null;
}
