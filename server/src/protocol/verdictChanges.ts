import type { TextEdit } from "vscode-languageserver-types";
import type { SimulateParams } from "./simulation";

/** Request: the edits that would turn the verdict on one call. `VerdictChangesParams` → `VerdictChangesResult`. */
export const verdictChangesRequest = "mcpPolicy/verdictChanges";

export interface VerdictChangesParams extends SimulateParams {
  /** Index into `calls`: the call whose verdict is to turn. */
  readonly call: number;
}

export interface VerdictChangesResult {
  /** Smallest first. None when no small edit turns the verdict. */
  readonly changes: readonly VerdictChange[];
}

/** One way to turn a verdict. It was tried: with these edits the call is decided as `decision` says. */
export interface VerdictChange {
  /** What it does, as a person reads it: "Raise the maximum of `ssh_execute_rate` from 10 to 11". Plain text. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The verdict on the call afterwards. */
  readonly decision: "allow" | "deny";
  /** The verdict in a sentence afterwards. */
  readonly summary: string;
  /** The other calls whose verdicts turn too, as indices into `calls`. */
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
