import { lineAttacks, withoutLines } from "../../reach/attacks/patternAttacks";
import type { Rule } from "../engine/rule";
import { holeFindings } from "./holeFindings";

/** Attacks, "by how a pattern is written". */
export const lineAmongOthers: Rule = {
  code: "line-among-others",
  title: "One line among others is enough",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A pattern in `require` has the flag `(?m)` in front and is tied by `^` or `$`, and a text of several lines passes of which only one is allowed.",
    why: "Under `(?m)`, `^` and `$` match at every line, not only at the ends of the text.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "confirm": {
      "require": [
        {
          "conditions": [{ "path": "args.answer", "op": "regex", "value": "(?m)^ok$" }],
          "on_deny": "Answer ok."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "confirm": {
      "require": [
        {
          "conditions": [{ "path": "args.answer", "op": "regex", "value": "^ok$" }],
          "on_deny": "Answer ok."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Match the whole text: …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        lineAttacks,
        ({ says }) => says,
        ({ condition }) => {
          const value = withoutLines(String(condition.value));
          return value === undefined
            ? []
            : [{ title: `Match the whole text: ${value}`, replace: { op: "regex", value } }];
        },
      ),
  },
};
