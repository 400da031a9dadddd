import { removeFromHide, removeMember } from "../../policy/edit/memberEdits";
import { findMember, type Member } from "../../policy/model/document";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Rule } from "../engine/rule";
import { toolFinder } from "../engine/toolFinder";
import { namesIn } from "./hideEntries";

/** Spec §2, step 2: a hidden tool is denied before its rules are looked at. */
export const hiddenAndListed: Rule = {
  code: "hidden-and-listed",
  title: "A hidden tool is also listed",
  area: "deadText",
  severity: "warning",
  docs: {
    what: "A name is both in `hide` and under `tools`. The entry under `tools` is faded, and the diagnostic links to the one in `hide`.",
    why: "A hidden tool is denied before its rules are evaluated, so the rules under `tools` never apply. A reader would think that the tool can be called.",
    bad: `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_account"],
  "tools": {
    "delete_account": {}
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_account"],
  "tools": {}
}`,
  },
  fixes: ["Remove the rules of …", 'Show the tool: remove … from "hide"'],
  check: {
    each: "policy",
    find: ({ document, policy }) => {
      // All names are hidden by "*": that is another finding, about "*".
      if (policy.hide.size === 0 || policy.hide.has("*")) return [];
      const hide = findMember(document, "hide")?.value;
      if (hide === undefined) return [];
      return listedNames(hide)(document).flatMap((member) => {
        const { name, key } = member.value;
        const hidden = policy.hide.get(name);
        if (hidden === undefined) return [];
        return [
          {
            span: spanOf(key, member.offset),
            tool: name,
            unnecessary: true,
            message: `${quote(name)} is hidden, so these rules never apply: a hidden tool is denied before its rules are evaluated.`,
            related: [{ span: hidden, message: "It is hidden here." }],
            fixes: () => [
              {
                title: `Remove the rules of ${quote(name)}`,
                edits: removeMember(document, "tools", member),
                keepsMeaning: true,
                automatic: false,
              },
              {
                title: `Show the tool: remove ${quote(name)} from "hide"`,
                edits: removeFromHide(document, name),
                keepsMeaning: false,
                automatic: false,
              },
            ],
          },
        ];
      });
    },
  },
};

/** The listed tools whose names stand in a `hide`, which is the same object until it is edited. */
const listedNames = toolFinder(({ name }, hide: Member) => namesIn(hide).has(name));
