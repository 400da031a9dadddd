import type { ConditionSyntax, PredicateSyntax } from "../../policy/model/toolModel";
import { conditionInWords } from "../../policy/words/inWords";
import { quote } from "../../policy/words/plain/quote";
import { eachCondition } from "../engine/eachCondition";
import type { Finding, Rule, ToolSubject } from "../engine/rule";
import { describedArgument, domainInWords } from "./argumentDomain";
import { conditionSpan } from "./conditionSpan";
import { answerFor } from "./possibleArguments";

/** Spec §2, "Conditions", and §5: an input schema says what the arguments of a call are. */
export const conditionAlwaysHolds: Rule = {
  code: "condition-always-holds",
  title: "A condition holds for every valid call",
  area: "neverAlways",
  severity: "information",
  docs: {
    what: "Every call that follows the tool's input schema satisfies a condition: a required argument exists, or is not one of some values that the schema does not list, or, in `deny_if`, is one of all values that it lists. The gateway does not check schemas, so `require` with `eq`, `in` or `regex` is never reported: it keeps other values out. Nor is a required argument that must exist when another condition checks it as well. Optional arguments can be missing, and are never reported.",
    why: "In `require`, the condition checks nothing that the server would not check itself. In `deny_if`, it makes no difference; when it is the only condition, every valid call is denied.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "proxy_discover": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.service", "op": "neq", "value": "jira" }],
          "on_deny": "Only Jira may be asked."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "proxy_discover": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.service", "op": "neq", "value": "github" }],
          "on_deny": "Only GitHub may be asked."
        }
      ]
    }
  }
}`,
  },
  fixes: [],
  check: {
    each: "tool",
    find: (subject) => eachCondition(subject, (condition, entry) => findingAbout(subject, entry, condition)),
  },
};

function findingAbout(
  { name, record, syntax }: ToolSubject,
  entry: PredicateSyntax,
  conditionSyntax: ConditionSyntax,
): Finding[] {
  const { condition } = conditionSyntax;
  const { op, path } = condition;
  const isRequired = entry.list === "require";
  if (isRequired && op !== "exists" && op !== "neq" && op !== "not_in") return [];
  const isLookedAt = [...syntax.require, ...syntax.denyIf].some(({ conditions }) =>
    conditions.some((each) => each.condition !== condition && each.condition.path === path),
  );
  if (op === "exists" && isLookedAt) return [];
  const domain = describedArgument(record, path);
  if (domain === undefined || answerFor(condition, domain) !== "always") return [];
  const effect = isRequired
    ? "So it keeps none of them out"
    : entry.conditions.length === 1
      ? "So the entry denies each of them"
      : "So it makes no difference for them";
  return [
    {
      span: conditionSpan(conditionSyntax),
      message: `Every call that follows the input schema of ${quote(name)} satisfies this condition (${conditionInWords(condition)}): the schema says that the argument is always there, and is ${domainInWords(domain)}. ${effect}.`,
    },
  ];
}
