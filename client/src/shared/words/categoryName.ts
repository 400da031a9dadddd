import * as l10n from "@vscode/l10n";

/** What a tool does, by its category in the catalogue, in the language of the window. */
export function categoryName(category: string): string {
  switch (category) {
    case "Financial":
      return l10n.t("Financial");
    case "Destructive":
      return l10n.t("Destructive");
    case "Execute":
      return l10n.t("Execute");
    case "Write":
      return l10n.t("Write");
    case "Read":
      return l10n.t("Read");
    case "Other":
      return l10n.t("Other");
    case "Unknown":
      return l10n.t("Unknown");
    default:
      return category;
  }
}
