import { removeElement } from "../../policy/edit/memberEdits";
import type { PredicateSyntax } from "../../policy/model/toolModel";
import { spanOf } from "../../policy/text/span";
import { conditionInWords } from "../../policy/words/inWords";
import { listOf } from "../../policy/words/plain/listOf";
import type { Finding, Rule } from "../engine/rule";
import { conditionSpan } from "./conditionSpan";
import { contradictsItself, smallestContradiction } from "./possibleArguments";

/** Spec §1: all conditions of an entry must hold; spec §2, "Conditions": when each of them does. */
export const conditionsContradict: Rule = {
  code: "conditions-contradict",
  title: "Conditions of one entry contradict each other",
  area: "neverAlways",
  severity: "warning",
  docs: {
    what: "All conditions of an entry must hold, and no arguments can satisfy these at once: a range that is empty, two different values, a value that is also excluded, an argument that must be missing and have a value, or a string that must have fields. Patterns on one argument are compared as sets of strings. An entry whose conditions can all hold for some arguments is not reported.",
    why: "In `require`, such an entry denies every call: the tool can never be called. In `deny_if`, it never denies: it looks like a check but does nothing. Most likely, one entry for each condition was meant, or `in` with several values.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "deny_if": [
        {
          "conditions": [
            { "path": "args.currency", "op": "eq", "value": "USD" },
            { "path": "args.currency", "op": "eq", "value": "EUR" }
          ],
          "on_deny": "Refunds in this currency are made by hand."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "deny_if": [
        {
          "conditions": [{ "path": "args.currency", "op": "in", "value": ["USD", "EUR"] }],
          "on_deny": "Refunds in this currency are made by hand."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Remove this entry, which never denies"],
  check: {
    each: "tool",
    find: ({ syntax }) => [...syntax.require, ...syntax.denyIf].flatMap(findingAbout),
  },
};

function findingAbout(entry: PredicateSyntax): readonly Finding[] {
  // One condition that can never hold on its own is another finding.
  if (entry.conditions.length < 2 || !contradictsItself(entry)) return [];
  const claims = entry.conditions.map((syntax) => ({ ...syntax, holds: true }));
  const clash = smallestContradiction(claims);
  const last = clash?.at(-1);
  if (clash === undefined || last === undefined || clash.length < 2) return [];
  const words = listOf(
    clash.map(({ condition }) => conditionInWords(condition)),
    "and",
  );
  const fact = `These conditions cannot hold together: ${words}.`;
  if (entry.list === "require")
    return [
      {
        span: conditionSpan(last),
        message: `${fact} So the entry denies every call, and the tool can never be called.`,
        related: clash.slice(0, -1).map((each) => ({
          span: conditionSpan(each),
          message: `This must hold at the same time: ${conditionInWords(each.condition)}.`,
        })),
      },
    ];
  return [
    {
      span: spanOf(entry.node),
      unnecessary: true,
      message: `${fact} So the entry never denies a call. To deny when either holds, write an entry for each.`,
      related: clash.map((each) => ({
        span: conditionSpan(each),
        message: `One of the conditions that cannot hold together: ${conditionInWords(each.condition)}.`,
      })),
      fixes: ({ member }) =>
        member === undefined
          ? []
          : [
              {
                title: "Remove this entry, which never denies",
                edits: removeElement(entry.node, member.offset),
                keepsMeaning: true,
                automatic: false,
              },
            ],
    },
  ];
}
