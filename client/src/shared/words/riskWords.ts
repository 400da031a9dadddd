import * as l10n from "@vscode/l10n";

/** A risk of the catalogue as a name: "High". A name that is not known stays as it is. */
export function riskName(risk: string): string {
  switch (risk) {
    case "Low":
      return l10n.t("Low");
    case "Medium":
      return l10n.t("Medium");
    case "High":
      return l10n.t("High");
    case "Critical":
      return l10n.t("Critical");
    case "Unknown":
      return l10n.t("Unknown");
    default:
      return risk;
  }
}

/** A risk of the catalogue in words: "High risk". */
export function riskInWords(risk: string): string {
  switch (risk) {
    case "Low":
      return l10n.t("Low risk");
    case "Medium":
      return l10n.t("Medium risk");
    case "High":
      return l10n.t("High risk");
    case "Critical":
      return l10n.t("Critical risk");
    case "Unknown":
      return l10n.t("Unknown risk");
    default:
      return l10n.t("{0} risk", risk);
  }
}
