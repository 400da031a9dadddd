/** An assumption in a few words, and what it says. */
export interface AssumptionText {
  readonly title: string;
  readonly explanation: string;
}

const texts: ReadonlyMap<string, AssumptionText> = new Map([
  [
    "missingArgument",
    {
      title: "A missing argument",
      explanation: "A condition on an argument that the call does not have is false, whatever its operator but exists.",
    },
  ],
  [
    "windowAlignment",
    {
      title: "Windows by the UTC clock",
      explanation: "A counter starts again at each full minute, hour or day of UTC; it does not slide along.",
    },
  ],
  [
    "conditionsJoin",
    { title: "Conditions go together", explanation: "A predicate holds when all of its conditions hold." },
  ],
  [
    "limitsOrder",
    {
      title: "Limits come last",
      explanation: "A call is counted only after require and deny_if have let it through.",
    },
  ],
  [
    "unknownFields",
    { title: "Unknown fields are ignored", explanation: "The gateway might refuse a policy that has them instead." },
  ],
  [
    "numberText",
    {
      title: "Numbers as JSON loads them",
      explanation:
        'Compared with a string, a whole number of the policy from a million on is printed as "1e+06". A gateway that loads the policy from YAML prints "1000000".',
    },
  ],
  [
    "classNames",
    {
      title: "Class names of the gateway's Go version",
      explanation:
        "Versions of Go accept different class names (\\p{…}) in a pattern, and it is not known which one the gateway was built with.",
    },
  ],
  [
    "retryCounts",
    {
      title: "A retry counts again",
      explanation: "A call that is sent again with a person's input counts as a call of its own.",
    },
  ],
]);

/** What to say of an assumption; a name from a newer server stands for itself. */
export function assumptionText(name: string): AssumptionText {
  return texts.get(name) ?? { title: name, explanation: "The gateway's public documentation does not settle this." };
}
