import { alternativeAttacks, grouped } from "../../reach/attacks/patternAttacks";
import type { Rule } from "../engine/rule";
import { holeFindings } from "./holeFindings";
import { rewrittenPattern } from "./rewrittenPattern";

/** Attacks, "by how a pattern is written". */
export const looseAlternatives: Rule = {
  code: "loose-alternatives",
  title: "The alternatives of a pattern are open at one end",
  area: "holes",
  severity: "warning",
  docs: {
    what: "A pattern in `require` is `^a|b$`: `^` belongs to the first alternative alone, and `$` to the last. A string passes when it only begins with the first, or only ends with the last.",
    why: "The bar has the lowest precedence. `^crm\\.lead|res\\.partner$` means: begins with `crm.lead`, or ends with `res.partner`.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_records": {
      "require": [
        {
          "conditions": [{ "path": "args.kind", "op": "regex", "value": "^lead|partner$" }],
          "on_deny": "Read leads and partners only."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_records": {
      "require": [
        {
          "conditions": [{ "path": "args.kind", "op": "regex", "value": "^(?:lead|partner)$" }],
          "on_deny": "Read leads and partners only."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Group the alternatives: …"],
  check: {
    each: "tool",
    find: (subject) =>
      holeFindings(
        subject,
        alternativeAttacks,
        ({ says }) => says,
        rewrittenPattern("Group the alternatives", grouped),
      ),
  },
};
