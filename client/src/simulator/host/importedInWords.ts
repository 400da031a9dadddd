import * as l10n from "@vscode/l10n";
import type { ReadCallsResult } from "../../../../server/src/protocol/recordedCalls";
import { grouped } from "../../shared/words/grouped";
import { callLimit } from "../state/callHistory";

/** What became of a log, in a sentence; undefined when all of it was taken. */
export function leftOutInWords(
  { calls, withoutArguments, unreadable, firstUnreadable, left, notes }: ReadCallsResult,
  taken: number,
): string | undefined {
  const notTaken = calls.length - taken + left;
  const reasons = [
    notTaken > 0
      ? notTaken === 1
        ? l10n.t`1 does not fit: a simulation keeps ${callLimit}`
        : l10n.t`${grouped(notTaken)} do not fit: a simulation keeps ${callLimit}`
      : "",
    withoutArguments > 0
      ? withoutArguments === 1
        ? l10n.t("1 is of a log that keeps no arguments")
        : l10n.t`${grouped(withoutArguments)} are of a log that keeps no arguments`
      : "",
    unreadable > 0
      ? unreadable === 1
        ? l10n.t`1 line is not a call (line ${firstUnreadable?.line ?? ""}: ${firstUnreadable?.why ?? ""})`
        : l10n.t`${grouped(unreadable)} lines are not calls (line ${firstUnreadable?.line ?? ""}: ${firstUnreadable?.why ?? ""})`
      : "",
    ...notes,
  ].filter((reason) => reason !== "");
  return reasons.length === 0
    ? undefined
    : `${taken === 1 ? l10n.t("1 call was imported.") : l10n.t`${grouped(taken)} calls were imported.`} ${reasons.join("; ")}.`;
}
