import { outlineOf } from "../../policy/pattern/patternOutline";
import { literally } from "../../policy/text/literally";
import { quote } from "../../policy/words/plain/quote";
import { copyAttacks } from "../../reach/attacks/besideAttacks";
import { elementAttacks } from "../../reach/attacks/elementAttacks";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import { meantDots } from "../../reach/attacks/meantDots";
import { recipientAttacks, recipientDomain } from "../../reach/attacks/recipientAttacks";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings, takenFor } from "./holeFindings";

/** Attacks, "recipient, email, account". */
export const secondRecipient: Rule = {
  code: "second-recipient",
  title: "A second recipient passes",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A requirement on a recipient names a domain, and a string with another address in addition to one of that domain passes, or a longer domain. Also reported where the tool accepts `cc` or `bcc` and no condition checks them, and for a list of recipients: `contains` compares whole elements, and one match is enough. An argument counts as a recipient by its name, its format or its description. Not reported where the pattern covers the whole string and leaves no room for a second `@`, and where any recipient passes.",
    why: "Mail servers accept several addresses in one string. `mallory@evil.example, anna@example.com` ends with `@example.com`.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send_mail": {
      "require": [
        {
          "conditions": [{ "path": "args.to", "op": "regex", "value": "@example\\\\.com$" }],
          "on_deny": "Mail stays inside."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send_mail": {
      "require": [
        {
          "conditions": [{ "path": "args.to", "op": "regex", "value": "^[^@\\\\s,;<>]+@example\\\\.com$" }],
          "on_deny": "Mail stays inside."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Allow one address: …", "Deny …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        (argument) => [
          ...recipientAttacks(argument),
          ...copyAttacks(argument),
          ...elementAttacks(argument, "recipient"),
        ],
        (hole, argument) => `${hole.says} ${takenFor(argument, "a recipient")}`,
        closings,
      ),
  },
};

function closings({ condition }: Hole, argument: GuardedArgument): readonly Closing[] {
  const domain = recipientDomain(argument);
  if (domain === undefined) return [];
  const text = String(condition.value);
  // A whole address that may be anywhere: no other one of its domain was allowed.
  if (condition.op === "contains" && /^[^@\s]+@/.test(text))
    return [{ title: `Allow one address: ${quote(text)}`, replace: { op: "eq", value: text } }];
  const ending = condition.op === "regex" ? meantDots(text).replace(/\$$/, "") : "";
  const isEnding = ending.startsWith("@") && !ending.includes(".*") && outlineOf(ending).bars.length === 0;
  const value = `^[^@\\s,;<>]+${isEnding ? ending : `@${literally(domain)}`}$`;
  return [{ title: `Allow one address: ${quote(value)}`, replace: { op: "regex", value } }];
}
