import type { Condition } from "../../policy/model/policy";
import type { ConditionSyntax, PredicateSyntax, ToolSyntax } from "../../policy/model/toolModel";
import { nearest } from "../../policy/text/nearest";
import { spanOf } from "../../policy/text/span";
import { conditionInWords } from "../../policy/words/inWords";
import { quote } from "../../policy/words/plain/quote";
import { deniedTexts } from "../../reach/attacks/deniedTexts";
import { eachCondition } from "../engine/eachCondition";
import type { Finding, Rule, ToolSubject } from "../engine/rule";
import { caseVariants } from "../holes/caseVariants";
import { describedArgument, domainInWords } from "./argumentDomain";
import { callThatPasses } from "./callThatPasses";
import { conditionSpan } from "./conditionSpan";
import { answerFor, anyArgument } from "./possibleArguments";

/** Spec §2, "Conditions", and §5: an input schema says what the arguments of a call are. */
export const conditionNeverHolds: Rule = {
  code: "condition-never-holds",
  title: "A condition never holds",
  area: "neverAlways",
  severity: "warning",
  docs: {
    what: "No call that follows the tool's input schema can satisfy a condition: a comparison of numbers for an argument that is a string, a pattern for an argument that is a number, a value that the schema does not list. `in` with an empty array never holds for any call. A denial that may be a guard against calls that break the schema (of a missing argument, of values that are not listed, of strings in addition to a comparison of numbers) is left alone. Arguments that the schema does not list, and schemas that leave doubt, are not judged.",
    why: 'In `require`, every valid call is denied. In `deny_if`, no valid call is: it looks like a check but does nothing. The string "500" is not a number for `gt`, and a misspelled value equals nothing.',
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "git_remote": {
      "require": [
        {
          "conditions": [{ "path": "args.operation", "op": "eq", "value": "statsu" }],
          "on_deny": "Only the status can be read."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "git_remote": {
      "require": [
        {
          "conditions": [{ "path": "args.operation", "op": "eq", "value": "status" }],
          "on_deny": "Only the status can be read."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Replace … with …"],
  check: {
    each: "tool",
    find: (subject) => eachCondition(subject, (condition, entry) => findingAbout(subject, entry, condition)),
  },
};

function findingAbout(subject: ToolSubject, entry: PredicateSyntax, syntax: ConditionSyntax): Finding[] {
  const { name, record } = subject;
  const { condition, node, value } = syntax;
  const isRequired = entry.list === "require";
  if (condition.op === "in" && !namesValues(condition) && answerFor(condition, anyArgument) === "never")
    return [
      {
        span: spanOf(value ?? node),
        message: `No value is in an empty array, so no call satisfies this condition. So the entry ${isRequired ? "denies every call" : "never denies"}.`,
      },
    ];
  if (!isRequired && isGuard(subject.syntax, condition)) return [];
  const domain = describedArgument(record, condition.path);
  if (domain === undefined || answerFor(condition, domain) !== "never") return [];
  // The case of a forbidden value is another finding, with a better remedy.
  if (caseVariants(entry.list, condition, domain).length > 0) return [];
  const texts = (domain.values ?? []).filter((each) => typeof each === "string");
  const meant = typeof condition.value === "string" ? nearest(condition.value, texts) : undefined;
  const finding: Finding = {
    span: conditionSpan(syntax, domain.values === undefined ? "kind" : undefined),
    // What was meant, as an element of a list.
    ...(domain.types.has("array") && callThatPasses(subject, condition, entry.list, deniedTexts(condition))),
    message: `No call that follows the input schema of ${quote(name)} satisfies this condition (${conditionInWords(condition)}): the schema says that the argument is ${domainInWords(domain)}. So the entry denies ${isRequired ? "each" : "none"} of them.${meant === undefined ? "" : ` Did you mean ${quote(meant)}?`}`,
  };
  if (value === undefined || meant === undefined || condition.op !== "eq") return [finding];
  return [
    {
      ...finding,
      fixes: ({ member }) => [
        {
          title: `Replace ${quote(String(condition.value))} with ${quote(meant)}`,
          edits: [{ span: spanOf(value, member?.offset), newText: JSON.stringify(meant) }],
          keepsMeaning: false,
          automatic: false,
        },
      ],
    },
  ];
}

/** Each value of a list is one for which `in` holds. */
function namesValues({ value }: Condition): boolean {
  return Array.isArray(value) && value.length > 0;
}

/**
 * Whether a denial may be there for calls that break the schema, which the gateway does not check: it denies a missing
 * argument, whatever is not listed, or texts beside a comparison of numbers.
 */
function isGuard(tool: ToolSyntax, { op, path }: Condition): boolean {
  if (op === "exists" || op === "neq" || op === "not_in") return true;
  if (op !== "regex" && op !== "contains") return false;
  const isCompared = (each: Condition): boolean => each.path === path && /^[lg]te?$/.test(each.op);
  return [...tool.require, ...tool.denyIf].some(({ conditions }) =>
    conditions.some(({ condition }) => isCompared(condition)),
  );
}
