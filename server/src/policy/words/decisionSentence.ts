import type { Decision } from "../decide/decision";
import { notKnownInWords } from "./notKnownInWords";
import { plural } from "./plain/plural";
import { windowInWords } from "./plain/windowInWords";
import { shownText } from "./shownValue";

/** A decision in one sentence, for people. */
export function decisionSentence({ reason, counters }: Pick<Decision, "reason" | "counters">, tool: string): string {
  switch (reason.kind) {
    case "allowed": {
      const [first] = counters;
      const why = reason.listed
        ? "It is listed, and every check passed."
        : 'It is not listed; "default": "allow" lets it through.';
      if (first === undefined) return why;
      const { value, max, window } = first;
      return `${why} ${max === 1 ? "The one call" : `${value} of ${max} calls`} of this ${window} ${plural(value, "is", "are")} used.`;
    }
    case "no-policy":
      return "No policy is in force, so every call is denied.";
    case "hidden":
      return reason.by === "*" ? 'hide contains "*", which hides every tool.' : "Its name is in hide.";
    case "default-deny":
      return `${tool === "" ? '""' : shownText(tool)} is not listed under tools, and the default is to deny.`;
    case "require":
      return `Requirement ${reason.predicate + 1} of this tool does not hold.`;
    case "deny_if":
      return reason.always ? "It is denied always, whatever the arguments." : `deny_if ${reason.predicate + 1} holds.`;
    case "not-known":
      return notKnownInWords(reason.because);
    case "limit": {
      const { max, window, list } = reason;
      const whose = list === "tool" ? "for this tool" : "over all tools";
      const calls = max === 1 ? "The one call" : `All ${max} calls`;
      return `${calls} ${windowInWords(window)} ${whose} ${plural(max, "is", "are")} used up; the next ${window} starts again at 0.`;
    }
  }
}
