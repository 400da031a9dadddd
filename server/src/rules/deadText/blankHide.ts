import { removeElement } from "../../policy/edit/memberEdits";
import { spanOf } from "../../policy/text/span";
import type { Rule } from "../engine/rule";
import { hideEntries } from "./hideEntries";

/** Spec §1: `hide` holds names of tools, of 1 character or more. */
export const blankHide: Rule = {
  code: "blank-hide",
  title: "Blank entry in `hide`",
  area: "deadText",
  severity: "warning",
  docs: {
    what: "An entry of `hide` is an empty string or consists of spaces.",
    why: "No tool has such a name, so the entry hides nothing. If you meant to fill in a name, that tool is still shown.",
    bad: `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_account", ""]
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_account"]
}`,
  },
  fixes: ["Remove the blank entry"],
  check: {
    each: "policy",
    find: (subject) => {
      const hide = hideEntries(subject);
      if (hide === undefined) return [];
      const { offset } = hide.member;
      return hide.blank.map(({ node }) => ({
        span: spanOf(node, offset),
        unnecessary: true,
        message: "This entry is blank and hides nothing: no tool has such a name.",
        replaces: ["tool-name"],
        fixes: () => [
          {
            title: "Remove the blank entry",
            edits: removeElement(node, offset),
            // A call of a tool of this name would be denied for another reason.
            keepsMeaning: false,
            // Perhaps a name is still to be filled in.
            automatic: false,
          },
        ],
      }));
    },
  },
};
