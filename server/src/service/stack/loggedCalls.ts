import { isJsonObject } from "../../policy/text/json";
import { maximumDepth, nestingDepth } from "../../policy/text/splitMembers";
import { grouped } from "../../policy/words/plain/grouped";
import { counted, plural } from "../../policy/words/plain/plural";
import { readRecordedLine } from "../simulation/recordedCall";
import type { RecordedCall } from "./suggestPolicy";

/** More calls are not read: they say no more about what is usual. */
const mostCalls = 200_000;

/** What was read of a log of calls, line by line. */
export class LoggedCalls {
  /** Those that were allowed, or of which the log does not say how they were decided. */
  readonly calls: RecordedCall[] = [];
  /** The names of tools that have calls that are left out. */
  readonly refused = new Set<string>();
  #left = 0;
  #more = 0;
  #denied = 0;
  #notKnown = 0;

  /** Takes a line; undefined stands for one that is too long. */
  add(line: string | undefined): void {
    if (line?.trim() === "") return;
    // A line that is too long, or nested so deep that no reader of it could be trusted with it.
    if (line === undefined || nestingDepth(line) > maximumDepth) {
      this.#left++;
      return;
    }
    for (const read of readRecordedLine(line)) {
      if (read.kind === "unreadable") this.#left++;
      if (read.kind !== "call") continue;
      const { tool, arguments: given, at, grant, decision } = read;
      if (decision === "deny" || decision === "unknown") this.refused.add(tool);
      if (decision === "deny") this.#denied++;
      else if (decision === "unknown") this.#notKnown++;
      else if (this.calls.length < mostCalls)
        this.calls.push({ tool, arguments: isJsonObject(given) ? given : undefined, at, grant });
      else this.#more++;
    }
  }

  /** Why there is nothing to make a policy of, in a sentence; undefined where there is something. */
  whyNothing(name: string): string | undefined {
    if (this.calls.length > 0) return undefined;
    if (this.#denied + this.#notKnown === 0) return `${name} has no tool calls.`;
    const why = [
      ...(this.#denied > 0 ? [counted(this.#denied, "was denied", "were denied")] : []),
      ...(this.#notKnown > 0 ? [counted(this.#notKnown, "is not known", "are not known")] : []),
    ];
    return `No call of ${name} is known to have been allowed: ${why.join(", ")}. There is nothing to make a policy of.`;
  }

  /** What is left out, in sentences. */
  leftOut(name: string): string[] {
    const out = (count: number): string =>
      `${counted(count, "call")} of ${name} ${plural(count, "is", "are")} left out`;
    const [denied, notKnown] = [this.#denied, this.#notKnown];
    return [
      ...(this.#left > 0
        ? [`${counted(this.#left, "line")} of ${name} ${plural(this.#left, "is not a call", "are not calls")}.`]
        : []),
      ...(this.#more > 0 ? [`${out(this.#more)}: only the first ${grouped(mostCalls)} are read.`] : []),
      ...(denied > 0 ? [`${out(denied)}: ${plural(denied, "it was", "they were")} denied.`] : []),
      ...(notKnown > 0
        ? [`${out(notKnown)}: it is not known whether ${plural(notKnown, "it was", "they were")} allowed.`]
        : []),
    ];
  }
}
