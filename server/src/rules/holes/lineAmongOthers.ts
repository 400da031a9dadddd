import { lineAttacks, withoutLines } from "../../reach/attacks/patternAttacks";
import type { Rule } from "../engine/rule";
import { holeFindings } from "./holeFindings";
import { rewrittenPattern } from "./rewrittenPattern";

/** Attacks, "by how a pattern is written". */
export const lineAmongOthers: Rule = {
  code: "line-among-others",
  title: "One matching line is enough",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A pattern in `require` starts with the flag `(?m)` and is anchored by `^` or `$`, so a string of several lines passes when only one of them is allowed.",
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
  fixes: ["Match the whole string: …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(subject, lineAttacks, ({ says }) => says, rewrittenPattern("Match the whole string", withoutLines)),
  },
};
