import type { Call } from "../../../policy/decide/decide";
import type { Decision } from "../../../policy/decide/decision";
import type { TextEdit } from "../../../policy/text/textEdit";
import type { Environment } from "../../environment";
import type { Snapshot } from "../../snapshot";

/** An edit of the policy that may change a decision: whether it does is found out by making it. */
export interface Candidate {
  /** What it does, for a person. Begins with a capital; no full stop. */
  readonly title: string;
  /** Spans count from the start of the text; they do not overlap. */
  readonly edits: readonly TextEdit[];
  readonly way: Way;
  /** It turns this call, but for a reason that has nothing to do with what the call asks: it is offered after all others. */
  readonly isLast?: boolean;
}

/** What becomes of the rule that decided: it is changed, or taken away. "other" where neither is possible. */
export type Way = "change" | "removal" | "other";

/** A call under one version of the policy. */
export interface DecidedCall {
  readonly snapshot: Snapshot;
  /** The call, and the calls before it, which have used up its limits. */
  readonly call: Call;
  readonly earlier: readonly Call[];
  readonly decision: Decision;
  readonly catalogue: Environment["catalogue"];
}
