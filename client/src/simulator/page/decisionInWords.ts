import type { SimulatedDecision } from "../../../../server/src/protocol/simulation";

const words: Readonly<Record<SimulatedDecision, string>> = { allow: "allowed", deny: "denied", unknown: "not known" };

/** A decision as a word of a sentence. */
export function decisionInWords(decision: SimulatedDecision): string {
  return words[decision];
}
