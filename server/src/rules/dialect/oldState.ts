import type { Rule } from "../engine/rule";
import { dialectFindings } from "./dialectFindings";

/** Spec §3: conditions on `state.<tool>.<counter>` with a block `state` are limits. */
export const oldState: Rule = {
  code: "old-state",
  title: "Conditions on `state` belong to an older dialect",
  area: "dialect",
  severity: "error",
  docs: {
    what: "The entries of `rules` have conditions on `state.<tool>.<counter>` with `lte` or `lt`, and a block `state` that names the counter and its window. They become limits. A count of another tool, of amounts, or over another window has no equivalent, and the message says so.",
    why: "The hosted gateway counts by itself, and documents paths that start with `args.` only. If it ignores such a rule, nothing is counted; if it reads the condition, its path never finds a value.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_issue": {
      "rules": [
        {
          "conditions": [{ "path": "state.create_issue.issues", "op": "lte", "value": 5 }],
          "state": { "counter": "issues", "window": "hour" }
        }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_issue": {
      "limits": [{ "counter": "issues", "window": "hour", "max": 5, "scope": "grant" }]
    }
  }
}`,
  },
  fixes: ["Write the rules of … in this format"],
  isAutomatic: true,
  check: { each: "tool", evenBroken: true, find: (subject) => dialectFindings("old-state", subject) },
};
