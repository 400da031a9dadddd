import { counted } from "../../../../server/src/policy/words/plain/plural";
import type { ReadCallsResult } from "../../../../server/src/protocol/recordedCalls";
import { callLimit } from "../state/callHistory";

/** What became of a log, in a sentence; undefined when all of it was taken. */
export function leftOutInWords(
  { calls, withoutArguments, unreadable, firstUnreadable, left, notes }: ReadCallsResult,
  taken: number,
): string | undefined {
  const notTaken = calls.length - taken + left;
  const reasons = [
    notTaken > 0 ? `${counted(notTaken, "does", "do")} not fit: a simulation keeps ${callLimit}` : "",
    withoutArguments > 0 ? `${counted(withoutArguments, "is", "are")} of a log that keeps no arguments` : "",
    unreadable > 0
      ? `${counted(unreadable, "line is", "lines are")} no call (line ${firstUnreadable?.line}: ${firstUnreadable?.why})`
      : "",
    ...notes,
  ].filter((reason) => reason !== "");
  return reasons.length === 0
    ? undefined
    : `${counted(taken, "call was", "calls were")} imported. ${reasons.join("; ")}.`;
}
