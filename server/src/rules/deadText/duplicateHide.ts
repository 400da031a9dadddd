import { removeElement } from "../../policy/edit/memberEdits";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Rule } from "../engine/rule";
import { hideEntries } from "./hideEntries";

/** Spec §1: `hide` is a set of names. */
export const duplicateHide: Rule = {
  code: "duplicate-hide",
  title: "Duplicate name in `hide`",
  area: "deadText",
  severity: "information",
  docs: {
    what: "A name is in `hide` more than once. Every mention after the first is faded. Names are compared exactly: `Ping` and `ping` are two tools.",
    why: "The second mention has no effect. If you remove only the first one, the tool stays hidden. Perhaps you meant another name.",
    bad: `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_account", "close_account", "delete_account"]
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_account", "close_account"]
}`,
  },
  fixes: ["Remove the second mention of …"],
  isAutomatic: true,
  check: {
    each: "policy",
    find: (subject) => {
      const hide = hideEntries(subject);
      if (hide === undefined) return [];
      const { entries, first } = hide;
      if (first.size === entries.length) return [];
      const { offset } = hide.member;
      return entries.flatMap((entry) => {
        const { name, node } = entry;
        const before = first.get(name);
        if (before === undefined || before === entry || name.trim() === "") return [];
        return [
          {
            span: spanOf(node, offset),
            tool: name,
            unnecessary: true as const,
            message: `${quote(name)} is already in "hide". This mention has no effect.`,
            related: [{ span: spanOf(before.node, offset), message: "It is hidden here." }],
            fixes: () => [
              {
                title: `Remove the second mention of ${quote(name)}`,
                edits: removeElement(node, offset),
                keepsMeaning: true,
                automatic: true,
              },
            ],
          },
        ];
      });
    },
  },
};
