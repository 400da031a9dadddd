import type { Rule } from "../engine/rule";
import { dialectFindings } from "./dialectFindings";

/** Spec §3: what no published form of this format can say. */
export const noEquivalent: Rule = {
  code: "no-equivalent",
  title: "A field has no equivalent in this format",
  area: "dialect",
  severity: "error",
  docs: {
    what: "A tool has `require_approval`, `approval_timeout`, `spend_limit` or `increment_from`, of an older dialect or of the open-source engine.",
    why: "The hosted gateway documents none of them. If it ignores them, calls pass without approval, and amounts have no bound. Approval is published as an entry of `deny_if` with the message `Requires human approval.`, with the conditions under which approval is asked for, or with none: those calls are denied until a person changes the policy.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "wire_money": { "require_approval": true }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "wire_money": {
      "deny_if": [{ "conditions": [], "on_deny": "Requires human approval." }]
    },
    "list_accounts": {}
  }
}`,
  },
  fixes: ["Write the rules of … in this format"],
  isAutomatic: true,
  check: { each: "tool", evenBroken: true, find: (subject) => dialectFindings("no-equivalent", subject) },
};
