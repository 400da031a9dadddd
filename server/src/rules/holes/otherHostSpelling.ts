import { shownValue } from "../../policy/words/shownValue";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import { hostSpellingAttacks } from "../../reach/attacks/hostSpellingAttacks";
import type { Rule } from "../engine/rule";
import type { Closing } from "./closing";
import { holeFindings, takenFor } from "./holeFindings";
import { ignoringCase } from "./ignoringCase";

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
  fixes: ["Ignore the case of …", "Deny other spellings of IP addresses"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        hostSpellingAttacks,
        (hole, argument) => `${hole.says} ${takenFor(argument, argument.kind === "host" ? "a host" : "a URL")}`,
        closings,
      ),
  },
};

function closings({ condition }: Hole, argument: GuardedArgument): readonly Closing[] {
  const denial = numbers[argument.kind === "host" ? "host" : "url"];
  const ofCase = ignoringCase(condition, argument, `Ignore the case of ${shownValue(condition.value)}`);
  const both = ofCase.map((each) => ({
    ...each,
    title: `${each.title}, and deny other spellings of IP addresses`,
    deny: denial.deny,
  }));
  return [...ofCase, denial, ...both.filter(({ replace }) => replace !== undefined)];
}

/** A host as one to three numbers, with octal or hexadecimal ones, or in brackets. */
const oddHost =
  "(?:[0-9]+(?:\\.[0-9]+){0,2}|(?:[0-9a-fx]+\\.){0,3}0[0-9x][0-9a-fx]*(?:\\.[0-9a-fx]+){0,3}|\\[[^\\]]*\\])";
const message = "Write an IP address as four numbers with dots.";
const title = "Deny other spellings of IP addresses";
const numbers: Readonly<Record<"host" | "url", Closing & Pick<Required<Closing>, "deny">>> = {
  host: { title, deny: { op: "regex", value: `(?i)^${oddHost}$`, message } },
  url: { title, deny: { op: "regex", value: `(?i)^[a-z]+://(?:[^/?#]*@)?${oddHost}(?:[:/?#]|$)`, message } },
};
