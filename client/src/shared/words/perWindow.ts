import * as l10n from "@vscode/l10n";

type Window = "minute" | "hour" | "day";

/** The window of a limit after its maximum: "10 an hour". */
export function perWindow(window: Window): string {
  return { minute: l10n.t("a minute"), hour: l10n.t("an hour"), day: l10n.t("a day") }[window];
}

/** The window in which a counter counts: "7 of 10 this hour". */
export function inWindow(window: Window): string {
  return { minute: l10n.t("this minute"), hour: l10n.t("this hour"), day: l10n.t("this day") }[window];
}
