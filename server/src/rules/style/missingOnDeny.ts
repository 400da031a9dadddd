import { setInMember } from "../../policy/edit/memberEdits";
import { findProperty } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import type { Rule } from "../engine/rule";
import { ownMessage } from "./ownMessage";
import { reachedEntries } from "./unconditionalDenial";

/** Spec §1: `on_deny` is optional, and every published predicate has one. */
export const missingOnDeny: Rule = {
  code: "missing-on-deny",
  title: "An entry has no message for the agent",
  area: "style",
  severity: "hint",
  docs: {
    what: "An entry of `require` or `deny_if` has no `on_deny`. Entries that can never deny are not reported.",
    why: "The agent then gets a message of the gateway's own, which names the rule, but neither the reason nor what to do instead. It tries again, or gives up. Every published policy has a message for each entry.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "deny_if": [{ "conditions": [{ "path": "args.age_days", "op": "gt", "value": 90 }] }]
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
          "conditions": [{ "path": "args.age_days", "op": "gt", "value": 90 }],
          "on_deny": "Payments older than 90 days need a manager: ask the person you work for."
        }
      ]
    }
  }
}`,
  },
  fixes: ["Add a message: …"],
  check: {
    each: "tool",
    find: ({ syntax }) =>
      reachedEntries(syntax).flatMap((entry) => {
        const conditions = findProperty(entry.node, "conditions");
        if (conditions === undefined || entry.conditionsNode === undefined || findProperty(entry.node, "on_deny"))
          return [];
        return [
          {
            span: spanOf(conditions.key),
            message:
              'This entry has no "on_deny". When it denies, the agent gets a message of the gateway\'s own, which names neither the reason nor what to do instead.',
            fixes: ({ document, member }) => {
              const words = ownMessage(entry);
              if (member === undefined) return [];
              return [
                {
                  title: `Add a message: ${words}`,
                  edits: setInMember(document, member, [entry.list, entry.index, "on_deny"], words),
                  keepsMeaning: false,
                  automatic: false,
                },
              ];
            },
          },
        ];
      }),
  },
};
