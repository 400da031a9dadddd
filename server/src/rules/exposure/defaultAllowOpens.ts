import type { Tool, ToolCatalogue } from "../../catalogue/catalogue";
import { effectiveState } from "../../catalogue/effectiveState";
import { findMember } from "../../policy/model/document";
import type { Policy } from "../../policy/model/policy";
import { spanOf } from "../../policy/text/span";
import { grouped } from "../../policy/words/plain/grouped";
import { listOf } from "../../policy/words/plain/listOf";
import { counted } from "../../policy/words/plain/plural";
import type { Rule } from "../engine/rule";
import { denyByDefault } from "../refactorings/denyByDefault";
import { dangerOf, dangerousCategories } from "./dangerousTools";

/** Spec §2, step 3: tools that are not listed follow `default`. */
export const defaultAllowOpens: Rule = {
  code: "default-allow-opens",
  title: '`"default": "allow"` opens dangerous tools',
  area: "exposure",
  severity: "warning",
  docs: {
    what: 'The policy has `"default": "allow"` and names tools of the catalogue or no tool at all, and tools of the catalogue in the categories Execute, Destructive or Financial are neither listed nor hidden, and `all_tools` has no limit. Not reported when most of the names are not in the catalogue: the policy may be for another server.',
    why: "Each of these tools can be called with any arguments, any number of times, and so can every tool that the server's next version adds. No one decided that.",
    bad: `{
  "version": "1",
  "default": "allow",
  "tools": {
    "ai_invoice_plugins_reload": {
      "limits": [{ "counter": "ai_invoice_plugins_reload_rate", "window": "minute", "max": 10, "scope": "grant" }]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "ai_invoice_plugins_reload": {
      "limits": [{ "counter": "ai_invoice_plugins_reload_rate", "window": "minute", "max": 10, "scope": "grant" }]
    }
  }
}`,
  },
  fixes: ['Write it with "default": "deny", and list what is open now'],
  check: {
    each: "policy",
    find: ({ document, policy, catalogue }) => {
      if (policy.default !== "allow" || !belongsTo(policy, catalogue)) return [];
      const member = findMember(document, "default");
      const value = member?.value.value;
      if (member === undefined || value === undefined) return [];
      const open = catalogue.tools.filter((tool) => {
        if (dangerOf(tool) === undefined) return false;
        const state = effectiveState(policy, tool.name);
        return state.kind === "allowed" && !state.listed;
      });
      if (open.length === 0) return [];
      return [
        {
          span: spanOf(value, member.offset),
          message: `"allow" opens ${counted(open.length, "dangerous tool")} of the catalogue without any check, because they are neither listed nor hidden: ${countsOf(open)}.`,
          fixes: () => {
            const edits = denyByDefault({ document, policy, catalogue });
            return edits.length === 0
              ? []
              : [
                  {
                    title: 'Write it with "default": "deny", and list what is open now',
                    edits,
                    // A tool that the catalogue does not know was allowed before.
                    keepsMeaning: false,
                    automatic: false,
                  },
                ];
          },
        },
      ];
    },
  },
};

/**
 * Whether the policy is plainly about the catalogue's server: at least half of the names in it are known. One without names
 * opens what is in the catalogue, whose server it is for.
 */
export function belongsTo({ tools, hide }: Policy, catalogue: ToolCatalogue): boolean {
  const names = new Set([...tools.keys(), ...hide.keys()]);
  names.delete("*");
  if (names.size === 0) return catalogue.tools.length > 0;
  const known = [...names].filter((name) => catalogue.find(name) !== undefined).length;
  return known > 0 && known * 2 >= names.size;
}

/** More names are counted instead of listed. */
const mostNames = 3;

/** `2 Financial (a and b), 9 Destructive (c, d, e and 6 more)`. */
function countsOf(tools: readonly Tool[]): string {
  const parts = dangerousCategories.flatMap((category) => {
    const names = tools.filter((tool) => tool.category === category).map(({ name }) => name);
    if (names.length === 0) return [];
    const shown = names.slice(0, mostNames);
    const more = names.length > shown.length ? [`${grouped(names.length - shown.length)} more`] : [];
    return [`${grouped(names.length)} ${category} (${listOf([...shown, ...more], "and")})`];
  });
  return listOf(parts, "and");
}
