import { setInMember } from "../../policy/edit/memberEdits";
import { spanOf } from "../../policy/text/span";
import type { Rule } from "../engine/rule";
import { patternConditions } from "./patternCondition";

/** Spec §2, "Conditions": `regex` searches for a match anywhere in the text, and an empty match will do. */
export const patternMatchesEverything: Rule = {
  code: "pattern-matches-everything",
  title: "A pattern matches every string",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A pattern matches any string, even an empty one: `.*`, `^`, `a*`, or a pattern with such an alternative. `.+` requires a string that is not empty, and is not reported.",
    why: "In `require`, such a condition checks only that the argument is a string: it looks like an allow-list and lets everything through. In `deny_if`, it denies every string, and no number.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch_page": {
      "require": [
        {
          "conditions": [{ "path": "args.url", "op": "regex", "value": ".*" }],
          "on_deny": "Only pages of our own site can be fetched."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "fetch_page": {
      "require": [
        {
          "conditions": [{ "path": "args.url", "op": "regex", "value": "^https://example\\\\.com/" }],
          "on_deny": "Only pages of our own site can be fetched."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Deny whatever the value is: exists"],
  check: {
    each: "tool",
    find: ({ syntax }) =>
      [syntax.require, syntax.denyIf]
        .flatMap(patternConditions)
        .filter(({ matchesAll }) => matchesAll)
        .map(({ entry, syntax: { condition }, node, pattern }) => {
          const fact = `This pattern matches every string${pattern.matches("\n") ? "" : " on one line"}, even an empty one.`;
          if (entry.list === "require")
            return {
              span: spanOf(node),
              message: `${fact} So the condition checks only that ${condition.path} is a string, and lets every string through.`,
            };
          const index = entry.conditions.findIndex((each) => each.condition === condition);
          return {
            span: spanOf(node),
            message: `${fact} So the condition holds whenever ${condition.path} is a string, whatever its value, and not when it is a number.`,
            fixes: ({ document, member }) =>
              member === undefined
                ? []
                : [
                    {
                      title: "Deny whatever the value is: exists",
                      edits: setInMember(document, member, ["deny_if", entry.index, "conditions", index], {
                        path: condition.path,
                        op: "exists",
                        value: true,
                      }),
                      keepsMeaning: false,
                      automatic: false,
                    },
                  ],
          };
        }),
  },
};
