import { literally } from "../../policy/text/literally";
import type { Hole } from "../../reach/attacks/hole";
import { hostSpellingAttacks } from "../../reach/attacks/hostSpellingAttacks";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings, takenFor } from "./holeFindings";

/** Attacks, "url, host, domain". */
export const otherHostSpelling: Rule = {
  code: "other-host-spelling",
  title: "A denied host passes when it is spelled differently",
  area: "holes",
  severity: "warning",
  docs: {
    what: "An entry of `deny_if` forbids a host, in a URL or by itself, and another spelling of the same host passes: upper case, a trailing dot, or an IP address as one number, in hexadecimal or as IPv6. Not reported where all of these spellings are denied.",
    why: "The gateway compares strings, and the server resolves hosts. A requirement that says which hosts are allowed has no such holes.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.url", "op": "contains", "value": "intranet.acme.example" }],
          "on_deny": "The intranet is not for agents."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.url", "op": "regex", "value": "(?i)intranet\\\\.acme\\\\.example" }],
          "on_deny": "The intranet is not for agents."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Ignore the case of …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        hostSpellingAttacks,
        (hole, argument) => `${hole.says} ${takenFor(argument, argument.kind === "host" ? "a host" : "a URL")}`,
        ({ condition }) => closings(condition),
      ),
  },
};

function closings({ op, value }: Hole["condition"]): readonly Closing[] {
  const text = String(value);
  if (op === "contains") return [ignoringCase(literally(text), text)];
  return op === "regex" ? [ignoringCase(text, text)] : [];
}

function ignoringCase(source: string, text: string): Closing {
  return { title: `Ignore the case of ${JSON.stringify(text)}`, replace: { op: "regex", value: `(?i)${source}` } };
}
