import * as l10n from "@vscode/l10n";

/** What a policy does with a tool or a call, as a word of a sentence, in the language of the window. */
export function stateName(state: string): string {
  switch (state) {
    case "allow":
    case "allowed":
      return l10n.t("allowed");
    case "deny":
    case "denied":
      return l10n.t("denied");
    case "unknown":
      return l10n.t("not known");
    case "limited":
      return l10n.t("limited");
    case "guarded":
      return l10n.t("guarded");
    case "hidden":
      return l10n.t("hidden");
    case "not covered":
      return l10n.t("not covered");
    default:
      return state;
  }
}
