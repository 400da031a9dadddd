import type { SimulatedDecision } from "../../../../server/src/protocol/simulation";

/** A call that an attacker would try, as the page lists it. */
export interface AttackRow {
  /** The code of the rule that is about such attacks. */
  readonly kind: string;
  /** Its arguments in one line. */
  readonly args: string;
  readonly decision: SimulatedDecision;
  readonly says: string;
}

/** What was tried on a tool. */
export interface AttackList {
  readonly tool: string;
  /** Those that get through first; null while they are looked for, "failed" when there was no answer. */
  readonly calls: readonly AttackRow[] | "failed" | null;
  /** What was not looked at, as sentences. */
  readonly notKnown: readonly string[];
}
