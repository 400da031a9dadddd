import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Finding, Rule, ToolSubject } from "../engine/rule";
import { conversionFixes, findingAt } from "./dialectFindings";
import { wildcard } from "./oldDialect";
import { oldToolOf } from "./oldTools";
import { wildcardRules } from "./oldWildcardFixes";

/** Spec §3: rules of `tools["*"]` are limits of `all_tools`, conditions of each tool, or `default`. */
export const oldWildcard: Rule = {
  code: "old-wildcard",
  title: 'Rules of `"*"` belong to an older dialect',
  area: "dialect",
  severity: "error",
  docs: {
    what: 'The name `"*"` is under `tools`. Its limits, in any dialect, belong under `all_tools`, its conditions to each tool, and its `action` is `default`. Under `"default": "allow"` a tool that is not listed has no place for conditions, so the fix is offered but is not automatic.',
    why: 'Names under `tools` are exact: no tool has the name `"*"`, so these rules never apply.',
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send_message": {},
    "*": {
      "limits": [{ "counter": "all_rate", "window": "minute", "max": 60, "scope": "grant" }]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "all_tools": {
    "limits": [{ "counter": "all_rate", "window": "minute", "max": 60, "scope": "grant" }]
  },
  "tools": {
    "send_message": {}
  }
}`,
  },
  fixes: [
    'Move the limits of "*" to "all_tools"',
    'Copy the conditions of "*" to each listed tool…',
    'Write "default": "deny" in place of "*"',
    'Write the rules of "*" in this format: …',
    'Remove "*", which has no effect',
  ],
  isAutomatic: true,
  check: { each: "tool", evenBroken: true, find },
};

function find({ name, member }: ToolSubject): readonly Finding[] {
  if (name !== wildcard || (member.value?.type !== "object" && member.value?.type !== "null")) return [];
  const { parts } = oldToolOf(member);
  const { limits, require, denyIf, asDefault, rest } = wildcardRules(member);
  const copies = require.length + denyIf.length > 0;
  const isNothing = limits.length === 0 && !copies && asDefault === undefined && rest === undefined;
  const sentences = [
    '"*" is taken literally, like every name under "tools": no tool has this name, so these rules never apply.',
    ...(isNothing ? ["It says nothing: remove it."] : []),
    ...(limits.length > 0 ? ['Limits on the calls of all tools are under "all_tools".'] : []),
    ...(copies ? ["Conditions are written for each tool; copy them to each tool that is listed."] : []),
    ...(asDefault === undefined ? [] : [`Tools that are not listed are decided by "default": ${quote(asDefault)}.`]),
    ...(rest === undefined ? [] : ['What else is under "*" has no equivalent.']),
  ];
  return [
    { span: spanOf(member.key), message: sentences.join(" "), replaces: ["tool-wildcard"], fixes: conversionFixes },
    // The same code for what is inside: it is one matter.
    ...parts.flatMap((part) => findingAt(part, member)),
  ];
}
