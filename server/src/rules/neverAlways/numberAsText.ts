import type { ConditionSyntax } from "../../policy/model/toolModel";
import type { JsonValue } from "../../policy/text/json";
import { hasExponent, printedForm } from "../../policy/text/printedForm";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { eachCondition } from "../engine/eachCondition";
import type { Finding, Rule, ToolSubject } from "../engine/rule";
import { describedArgument } from "./argumentDomain";

/** Spec §2, "Conditions": a number is compared with a text as Go prints it. */
export const numberAsText: Rule = {
  code: "number-as-text",
  title: "A number is compared with a string by its printed form",
  area: "neverAlways",
  severity: "warning",
  docs: {
    what: "`eq`, `neq`, `in` or `not_in` compares a number of 1,000,000 or more, or one below 0.0001, with an argument that is a string in the tool's input schema.",
    why: 'A string is compared with the printed form of the number, and numbers of that size are printed with an exponent: 1000000 is "1e+06". So "1000000" does not equal it: a denial misses it and a requirement rejects it.',
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "ssh_execute": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.command", "op": "eq", "value": 1000000 }],
          "on_deny": "This number is not a command."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "ssh_execute": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.command", "op": "eq", "value": "1000000" }],
          "on_deny": "This number is not a command."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Write … as a string"],
  check: {
    each: "tool",
    find: (subject) => eachCondition(subject, (condition) => findingsAbout(subject, condition)),
  },
};

function findingsAbout({ record }: ToolSubject, { condition, value }: ConditionSyntax): Finding[] {
  const nodes = { eq: [value], neq: [value], in: value?.children, not_in: value?.children }[condition.op];
  if (nodes === undefined) return [];
  const domain = describedArgument(record, condition.path);
  if (domain === undefined || !domain.types.has("string") || domain.types.has("number")) return [];
  return nodes.flatMap((node): Finding[] => {
    const number: JsonValue = node?.value;
    if (node === undefined || typeof number !== "number" || !hasExponent(number)) return [];
    const digits = inDigits(number);
    return [
      {
        span: spanOf(node),
        message: `The argument is a string, and is compared with the printed form of the number: ${quote(printedForm(number))}. So ${quote(digits)} does not equal it.`,
        fixes: ({ member }) => [
          {
            title: `Write ${digits} as a string`,
            edits: [{ span: spanOf(node, member?.offset), newText: JSON.stringify(digits) }],
            keepsMeaning: false,
            automatic: false,
          },
        ],
      },
    ];
  });
}

/** The digits of a number without an exponent, as far as that is readable. */
function inDigits(number: number): string {
  if (Number.isSafeInteger(number)) return String(number);
  const digits = number.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 });
  return digits.length > 30 ? String(number) : digits;
}
