import type { Rule } from "../engine/rule";
import { dialectFindings } from "./dialectFindings";

/** Spec §3: `rules` with conditions on arguments are entries of `require`; empty `rules` are nothing. */
export const oldRules: Rule = {
  code: "old-rules",
  title: "`rules` belongs to an older dialect",
  area: "dialect",
  severity: "error",
  docs: {
    what: "A tool has `rules`: an array that is empty, or whose entries have `conditions` on `args.…`, all of which must hold. They become entries of `require`, with `on_deny` as the message; the name of a rule is dropped, since no agent reads it. Entries that are not understood stay, and the message says why.",
    why: "The hosted gateway does not document `rules`. If it ignores the field, nothing is checked.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "pay_invoice": {
      "rules": [
        {
          "conditions": [{ "path": "args.days_overdue", "op": "lte", "value": 30 }],
          "on_deny": "Older invoices need a second signature."
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "pay_invoice": {
      "require": [
        {
          "conditions": [{ "path": "args.days_overdue", "op": "lte", "value": 30 }],
          "on_deny": "Older invoices need a second signature."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Write the rules of … in this format"],
  isAutomatic: true,
  check: { each: "tool", evenBroken: true, find: (subject) => dialectFindings("old-rules", subject) },
};
