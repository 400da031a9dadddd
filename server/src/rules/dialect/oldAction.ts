import type { Rule } from "../engine/rule";
import { dialectFindings } from "./dialectFindings";

/** Spec §3: `action` with its message is an entry of `deny_if`, or nothing. */
export const oldAction: Rule = {
  code: "old-action",
  title: "`action` belongs to an older dialect",
  area: "dialect",
  severity: "error",
  docs: {
    what: 'A tool, or an entry of `rules`, has an `action` with `reason` or `on_deny`. `"action": "allow"` is written `{}` here, `"action": "deny"` is an entry of `deny_if` with empty `conditions`. Any other action is named and left as it is.',
    why: "The hosted gateway does not document `action`. If it ignores the field, a tool that should be blocked is open, because its name is under `tools`.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "drop_table": { "action": "deny", "reason": "Tables are dropped by hand." }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "drop_table": {
      "deny_if": [{ "conditions": [], "on_deny": "Tables are dropped by hand." }]
    },
    "list_tables": {}
  }
}`,
  },
  fixes: ["Write the rules of … in this format"],
  isAutomatic: true,
  check: { each: "tool", evenBroken: true, find: (subject) => dialectFindings("old-action", subject) },
};
