import type { Tool, ToolCatalogue } from "../../catalogue/catalogue";
import { effectiveState } from "../../catalogue/effectiveState";
import { recommendedRule, recommendedRuleInWords } from "../../catalogue/recommendedRule";
import { addToHide, removeMember, setInMember } from "../../policy/edit/memberEdits";
import type { Member, PolicyDocument } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { findField } from "../../policy/model/schema";
import { elementsOf, propertiesOf } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Fix, Rule } from "../engine/rule";
import { toolFinder } from "../engine/toolFinder";
import { dangerOf, whatItDoes } from "./dangerousTools";

/** Spec §4: such tools are limited, hidden or denied on the vendor's pages. */
export const openDangerousTool: Rule = {
  code: "open-dangerous-tool",
  title: "A dangerous tool is open without any check",
  area: "exposure",
  severity: "warning",
  docs: {
    what: "A tool is under `tools`, its category in the catalogue is Execute, Destructive or Financial, and the policy has neither a condition nor a limit for it, not even under `all_tools`. Not reported for tools that are not in the catalogue, and while the rules have unknown fields.",
    why: "Every call passes, with any arguments and any number of times. An agent that is misled or runs in a loop can do everything that the tool can do.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "ai_invoice_plugins_reload": {}
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
  fixes: ["Add the recommended rule: …", "Hide the tool"],
  check: {
    each: "policy",
    find: ({ document, policy, catalogue, isBroken }) =>
      dangerousTools(catalogue)(document).flatMap((member) => {
        const { name, key, value } = member.value;
        const tool = catalogue.find(name);
        const danger = dangerOf(tool);
        if (tool === undefined || danger === undefined) return [];
        // Of duplicate keys the last one counts; an unknown field may be meant as a check.
        const counted = policy.tools.get(name);
        if (counted?.offset !== member.offset || counted.value.span.start !== key.offset || isBroken(member)) return [];
        if (propertiesOf(value).some((field) => findField("tool", field.name) === undefined)) return [];
        const state = effectiveState(policy, name);
        if (state.kind !== "allowed" || !state.listed) return [];
        return [
          {
            span: spanOf(key, member.offset),
            tool: name,
            message: `${quote(name)} ${whatItDoes[danger]} (${danger}, ${tool.risk} risk), and every call passes: there is no condition and no limit. Recommended: ${recommendedRuleInWords(tool)}.`,
            fixes: () => fixes(document, member, tool),
          },
        ];
      }),
  },
};

/** Dangerous tools without any field: with one, they are checked, or it cannot be said. */
const dangerousTools = toolFinder(
  (member, catalogue: ToolCatalogue) =>
    dangerOf(catalogue.find(member.name)) !== undefined &&
    // Asked last, since the nodes of a tool are made for it.
    !propertiesOf(member.value).some((field) => elementsOf(field.value).length > 0),
);

function fixes(document: PolicyDocument, member: Placed<Member>, tool: Tool): readonly Fix[] {
  const recommended = recommendedRule(tool);
  const hidden = addToHide(document, tool.name);
  const changes = { keepsMeaning: false, automatic: false };
  return [
    ...(recommended.kind !== "rules"
      ? []
      : Object.entries(recommended.rules).map(([field, value]) => ({
          title: `Add the recommended rule: ${recommendedRuleInWords(tool)}`,
          edits: setInMember(document, member, [field], value),
          ...changes,
        }))),
    // Listed as well, its rules would be dead text.
    ...(hidden.length === 0
      ? []
      : [{ title: "Hide the tool", edits: [...hidden, ...removeMember(document, "tools", member)], ...changes }]),
  ];
}
