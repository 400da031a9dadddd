import * as l10n from "@vscode/l10n";

/** A number as it is written in the language of the window, whose tag is a translation as well: "2,000", or "2.000". */
export function grouped(count: number): string {
  return count.toLocaleString(l10n.t("en"));
}
