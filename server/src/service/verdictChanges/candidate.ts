import type { Call } from "../../policy/decide";
import type { Decision } from "../../policy/decision";
import type { TextEdit } from "../../policy/textEdit";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";

/** An edit of the policy that may turn a verdict: whether it does is found out by making it. */
export interface Candidate {
  /** What it does, for a person. Begins with a capital; no full stop. */
  readonly title: string;
  /** Spans count from the start of the text; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** A call under one version of the policy. */
export interface DecidedCall {
  readonly snapshot: Snapshot;
  readonly call: Call;
  readonly decision: Decision;
  readonly catalogue: Environment["catalogue"];
}
