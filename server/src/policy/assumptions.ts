/** Names of the readings of the spec that a decision may rest on (spec §2, "Assumptions"). */
export type AssumptionName = "missingArgument" | "windowAlignment" | "conditionsJoin" | "limitsOrder" | "unknownFields";

/**
 * The readings of the spec where public material is silent (spec §2, "Assumptions"): named switches, in one place. A
 * switch with one choice is there to be named, since no other reading has been worked out.
 */
export interface Assumptions {
  /** What a `deny_if` condition on an argument that is missing does: it is false, or the call is denied. */
  readonly missingArgument: "condition is false" | "denies";
  /** Whether windows follow the UTC calendar, or reach back from each call. */
  readonly windowAlignment: "utc-calendar" | "sliding";
  /** How the conditions of one predicate are joined. */
  readonly conditionsJoin: "all";
  /** When limits are checked. */
  readonly limitsOrder: "after predicates";
  /** Whether the gateway ignores fields that it does not know, or rejects the policy. */
  readonly unknownFields: "ignored" | "rejected";
}

/** The reading that every answer uses unless another one is asked for. */
export const defaultAssumptions: Assumptions = {
  missingArgument: "condition is false",
  windowAlignment: "utc-calendar",
  conditionsJoin: "all",
  limitsOrder: "after predicates",
  unknownFields: "ignored",
};

/** The other choice of each switch that has one. */
export const otherChoices: ReadonlyMap<AssumptionName, Assumptions> = new Map<AssumptionName, Assumptions>([
  ["missingArgument", { ...defaultAssumptions, missingArgument: "denies" }],
  ["windowAlignment", { ...defaultAssumptions, windowAlignment: "sliding" }],
  ["unknownFields", { ...defaultAssumptions, unknownFields: "rejected" }],
]);
