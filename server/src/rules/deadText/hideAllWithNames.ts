import { removeElement } from "../../policy/edit/memberEdits";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Rule } from "../engine/rule";
import { hideEntries } from "./hideEntries";

/** Spec §1: "*" in `hide` hides all tools. */
export const hideAllWithNames: Rule = {
  code: "hide-all-with-names",
  title: 'Names next to `"*"` in `hide`',
  area: "deadText",
  severity: "information",
  docs: {
    what: 'A name is in `hide` next to `"*"`. It is faded.',
    why: 'With `"*"`, every tool is hidden, and the other names have no effect. A reader would think that only these tools are hidden. The names are not removed on save: `"*"` may be there temporarily, as an emergency stop.',
    bad: `{
  "version": "1",
  "default": "deny",
  "hide": ["*", "delete_account"]
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "hide": ["*"]
}`,
  },
  fixes: ['Remove … from "hide"'],
  check: {
    each: "policy",
    find: (subject) => {
      const hide = hideEntries(subject);
      const all = hide?.first.get("*");
      if (hide === undefined || all === undefined) return [];
      const { offset } = hide.member;
      return [...hide.first.values()]
        .filter(({ name }) => name !== "*" && name.trim() !== "")
        .map(({ name, node }) => ({
          span: spanOf(node, offset),
          tool: name,
          unnecessary: true,
          message: `${quote(name)} has no effect here: "*" hides every tool.`,
          related: [{ span: spanOf(all.node, offset), message: "All tools are hidden here." }],
          fixes: () => [
            {
              title: `Remove ${quote(name)} from "hide"`,
              edits: removeElement(node, offset),
              keepsMeaning: true,
              automatic: false,
            },
          ],
        }));
    },
  },
};
