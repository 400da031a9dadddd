/** Names of the readings of the spec that a decision may rest on (spec §2, "Assumptions"). */
export type AssumptionName =
  | "missingArgument"
  | "windowAlignment"
  | "conditionsJoin"
  | "limitsOrder"
  | "unknownFields"
  | "numberText"
  | "classNames"
  | "retryCounts";

/** Versions of Go that differ in the class names (`\p{…}`) that they accept in a pattern (spec §2, "Conditions"). */
export const goBuilds = ["go1.24", "go1.25-1.26", "go1.27"] as const;

/** The Go version that a gateway was compiled with, as far as patterns depend on it. */
export type GoBuild = (typeof goBuilds)[number];

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
  /** How a whole number of the policy, from a million on, is printed when it is compared with a text: "1e+06" or "1000000". */
  readonly numberText: "as JSON loads it" | "as YAML loads it";
  /** Which Go version compiled the gateway. While that is "not known", an answer that depends on it is not known either. */
  readonly classNames: "not known" | GoBuild;
  /** Whether a call that is sent again with a person's input (MCP 2026-07-28) counts again. */
  readonly retryCounts: "each request" | "the first only";
}

/** The reading that every answer uses unless another one is asked for. */
export const defaultAssumptions: Assumptions = {
  missingArgument: "condition is false",
  windowAlignment: "utc-calendar",
  conditionsJoin: "all",
  limitsOrder: "after predicates",
  unknownFields: "ignored",
  numberText: "as JSON loads it",
  classNames: "not known",
  retryCounts: "each request",
};

/** The other choices of each switch that has some. */
export const otherChoices: readonly { readonly assumption: AssumptionName; readonly assumptions: Assumptions }[] = [
  { assumption: "missingArgument", assumptions: { ...defaultAssumptions, missingArgument: "denies" } },
  { assumption: "windowAlignment", assumptions: { ...defaultAssumptions, windowAlignment: "sliding" } },
  { assumption: "unknownFields", assumptions: { ...defaultAssumptions, unknownFields: "rejected" } },
  { assumption: "numberText", assumptions: { ...defaultAssumptions, numberText: "as YAML loads it" } },
  ...goBuilds.map(
    (classNames) => ({ assumption: "classNames", assumptions: { ...defaultAssumptions, classNames } }) as const,
  ),
  { assumption: "retryCounts", assumptions: { ...defaultAssumptions, retryCounts: "the first only" } },
];

/** The readings that differ from one in a single switch: the other choices of each, the default among them. */
export function otherReadings(reading: Assumptions): typeof otherChoices {
  return [
    ...otherChoices.map(({ assumption, assumptions }) => ({
      assumption,
      assumptions: { ...reading, [assumption]: assumptions[assumption] },
    })),
    ...(Object.keys(defaultAssumptions) as AssumptionName[])
      // That the version is not known is no reading of its own.
      .filter((assumption) => assumption !== "classNames")
      .map((assumption) => ({ assumption, assumptions: { ...reading, [assumption]: defaultAssumptions[assumption] } })),
  ].filter(({ assumption, assumptions }) => assumptions[assumption] !== reading[assumption]);
}
