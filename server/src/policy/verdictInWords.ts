import type { Decision } from "./decision";

/** A verdict in one sentence, for people. */
export function verdictInWords({ reason, counters }: Pick<Decision, "reason" | "counters">, tool: string): string {
  switch (reason.kind) {
    case "allowed": {
      const [first] = counters;
      const why = reason.listed
        ? "It is listed, and every check passed."
        : 'It is not listed; "default": "allow" lets it through.';
      return first === undefined
        ? why
        : `${why} ${first.value} of ${first.max} calls of this ${first.window} are used.`;
    }
    case "no-policy":
      return "No policy is in force, so every call is denied.";
    case "hidden":
      return reason.by === "*" ? 'hide contains "*", which hides every tool.' : "Its name is in hide.";
    case "default-deny":
      return `${shorten(tool)} is not listed under tools, and the default is to deny.`;
    case "require":
      return `Requirement ${reason.predicate + 1} of this tool does not hold.`;
    case "deny_if":
      return reason.always ? "It is denied always, whatever the arguments." : `deny_if ${reason.predicate + 1} holds.`;
    case "limit": {
      const whose = reason.list === "tool" ? "for this tool" : "over all tools";
      return `All ${reason.max} calls a ${reason.window} ${whose} are used up; the next ${reason.window} starts anew.`;
    }
  }
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
