import * as l10n from "@vscode/l10n";

/** An assumption in a few words, and what it says. */
export interface AssumptionText {
  readonly title: string;
  readonly explanation: string;
}

const texts = (): ReadonlyMap<string, AssumptionText> =>
  new Map([
    [
      "missingArgument",
      {
        title: l10n.t("A missing argument"),
        explanation: l10n.t(
          "A condition on an argument that the call does not have is false, whatever its operator but exists.",
        ),
      },
    ],
    [
      "windowAlignment",
      {
        title: l10n.t("Windows by the UTC clock"),
        explanation: l10n.t("A counter starts again at each full minute, hour or day of UTC; it does not slide along."),
      },
    ],
    [
      "conditionsJoin",
      {
        title: l10n.t("Conditions go together"),
        explanation: l10n.t("A predicate holds when all of its conditions hold."),
      },
    ],
    [
      "limitsOrder",
      {
        title: l10n.t("Limits come last"),
        explanation: l10n.t("A call is counted only after require and deny_if have let it through."),
      },
    ],
    [
      "unknownFields",
      {
        title: l10n.t("Unknown fields are ignored"),
        explanation: l10n.t("The gateway might refuse a policy that has them instead."),
      },
    ],
    [
      "numberText",
      {
        title: l10n.t("Numbers as JSON loads them"),
        explanation: l10n.t(
          'Compared with a string, a whole number of the policy from a million on is printed as "1e+06". A gateway that loads the policy from YAML prints "1000000".',
        ),
      },
    ],
    [
      "classNames",
      {
        title: l10n.t("Class names of the gateway's Go version"),
        explanation: l10n.t(
          "Versions of Go accept different class names (\\p{…}) in a pattern, and it is not known which one the gateway was built with.",
        ),
      },
    ],
    [
      "retryCounts",
      {
        title: l10n.t("A retry counts again"),
        explanation: l10n.t("A call that is sent again with a person's input counts as a call of its own."),
      },
    ],
  ]);

/** What to say of an assumption; a name from a newer server stands for itself. */
export function assumptionText(name: string): AssumptionText {
  return (
    texts().get(name) ?? {
      title: name,
      explanation: l10n.t("The gateway's public documentation does not settle this."),
    }
  );
}
