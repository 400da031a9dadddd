import { spanOf } from "../../policy/text/span";
import type { Finding, Rule, ToolSubject } from "../engine/rule";
import { removeEntry, removeField } from "../fixes/removeText";
import { unconditionalDenial } from "../style/unconditionalDenial";

/** Spec §2, steps 4 and 5: the first denial wins, and a denied call reaches no limit. */
export const denyIfAfterAlways: Rule = {
  code: "deny-if-after-always",
  title: "Checks after a denial of every call",
  area: "deadText",
  severity: "warning",
  docs: {
    what: "An entry of `deny_if` without conditions denies every call. The entries after it are faded, and so are the limits of the tool. Entries before it, and `require`, stay: they may deny with another message.",
    why: "The first denial wins, so no call gets past the entry without conditions. Everything after it is never evaluated, and its messages never reach an agent. Perhaps that entry should have conditions.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "deny_if": [
        { "conditions": [], "on_deny": "Requires human approval." },
        {
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 500 }],
          "on_deny": "Refunds over 500 are made by hand."
        }
      ]
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
          "conditions": [{ "path": "args.amount", "op": "gt", "value": 500 }],
          "on_deny": "Refunds over 500 are made by hand."
        },
        { "conditions": [], "on_deny": "Requires human approval." }
      ]
    }
  }
}`,
  },
  fixes: ["Remove this entry, which is never reached", "Remove the limits, which never count"],
  check: { each: "tool", find: findingsIn },
};

function findingsIn({ syntax }: ToolSubject): readonly Finding[] {
  const always = unconditionalDenial(syntax);
  const { denyIf, limits } = syntax.fields;
  if (always === undefined || denyIf === undefined) return [];
  const related = [{ span: spanOf(always.node), message: "This entry denies every call." }];
  const entries = syntax.denyIf.slice(always.index + 1).map(
    ({ node }): Finding => ({
      span: spanOf(node),
      unnecessary: true,
      message: "This entry is never reached: one before it has no conditions and denies every call.",
      related,
      fixes: ({ member }) => [
        {
          title: "Remove this entry, which is never reached",
          edits: removeEntry(node, denyIf.key, member?.offset ?? 0),
          keepsMeaning: true,
          // The entry before it may be there for a while only.
          automatic: false,
        },
      ],
    }),
  );
  if (limits === undefined || syntax.limits.length === 0) return entries;
  return [
    ...entries,
    {
      span: { start: limits.key.offset, end: spanOf(limits.value).end },
      unnecessary: true,
      message: 'These limits never count a call: an entry of "deny_if" has no conditions and denies every call.',
      related,
      fixes: ({ member }) => [
        {
          title: "Remove the limits, which never count",
          edits: removeField(limits.key, member?.offset ?? 0),
          keepsMeaning: true,
          automatic: false,
        },
      ],
    },
  ];
}
