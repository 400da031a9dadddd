import { spanOf } from "../../policy/text/span";
import type { Rule } from "../engine/rule";
import { removeEntry } from "../fixes/removeText";
import { alwaysHolds } from "../style/unconditionalDenial";

/** Spec §1: all conditions of an entry must hold; without any, nothing can fail. */
export const requireWithoutConditions: Rule = {
  code: "require-without-conditions",
  title: "A requirement without conditions",
  area: "deadText",
  severity: "warning",
  docs: {
    what: "An entry of `require` has no conditions. It is faded.",
    why: "An entry holds when all of its conditions hold. Without conditions, it holds for every call: it looks like a check but does nothing. In `deny_if`, the same entry denies every call; perhaps you meant that.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "require": [{ "conditions": [], "on_deny": "Requires human approval." }]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "deny_if": [{ "conditions": [], "on_deny": "Requires human approval." }]
    }
  }
}`,
  },
  fixes: ["Remove this requirement, which always holds"],
  check: {
    each: "tool",
    find: ({ syntax }) => {
      const field = syntax.fields.require;
      if (field === undefined) return [];
      return syntax.require.filter(alwaysHolds).map(({ node }) => ({
        span: spanOf(node),
        unnecessary: true,
        message: "This requirement has no conditions, so it holds for every call and checks nothing.",
        fixes: ({ member }) => [
          {
            title: "Remove this requirement, which always holds",
            edits: removeEntry(node, field.key, member?.offset ?? 0),
            keepsMeaning: true,
            // Its conditions may be forgotten.
            automatic: false,
          },
        ],
      }));
    },
  },
};
