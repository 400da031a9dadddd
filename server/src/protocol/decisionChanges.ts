import type { TextEdit } from "vscode-languageserver-types";
import type { SimulateParams } from "./simulation";

/** Request: the edits that would change the decision on one call. `DecisionChangesParams` → `DecisionChangesResult`. */
export const decisionChangesRequest = "mcpPolicy/verdictChanges";

export interface DecisionChangesParams extends SimulateParams {
  /** Index into `calls`: the call whose decision is to change. */
  readonly call: number;
}

export interface DecisionChangesResult {
  /** Smallest first. None when no small edit changes the decision. */
  readonly changes: readonly DecisionChange[];
}

/** One way to change a decision. It was tried: with these edits the call is decided as `decision` says. */
export interface DecisionChange {
  /** What it does, as a person reads it: "Raise the maximum of `ssh_execute_rate` from 10 to 11". Plain text. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The decision on the call afterwards. */
  readonly decision: "allow" | "deny";
  /** The decision in a sentence afterwards. */
  readonly summary: string;
  /** The other calls whose decisions change too, as indices into `calls`. */
  readonly alsoTurns: readonly number[];
  /** The changed lines of the policy, for a person to read before anything is applied. */
  readonly lines: readonly ChangedLine[];
}

export interface ChangedLine {
  readonly kind: "same" | "removed" | "added";
  /** Zero-based line: in the text as it is for "same" and "removed", as it would be for "added". */
  readonly line: number;
  readonly text: string;
}
