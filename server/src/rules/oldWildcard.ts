import { spanOf } from "../policy/span";
import { conversionFixes, findingAt, oldToolOf, wildcardRules } from "./dialectFindings";
import { wildcard } from "./oldDialect";
import type { Finding, Rule, ToolSubject } from "./rule";

/** Spec §3: limits of `tools["*"]` are limits of `all_tools`; what else it says has no equivalent. */
export const oldWildcard: Rule = {
  code: "old-wildcard",
  title: 'Rules of `"*"` belong to an older dialect',
  area: "dialect",
  severity: "error",
  docs: {
    what: 'The name `"*"` stands under `tools` and has rules. Its limits, in any dialect, belong under `all_tools`. Conditions on the arguments of all tools have no equivalent.',
    why: 'Names under `tools` are exact: no tool is called `"*"`, so that these rules never apply.',
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
  fixes: ['Move the limits of "*" to "all_tools"'],
  check: { each: "tool", evenBroken: true, find },
};

function find({ name, member }: ToolSubject): readonly Finding[] {
  if (name !== wildcard || member.value?.type !== "object") return [];
  const { parts } = oldToolOf(member);
  const { limits, rest } = wildcardRules(member);
  if (limits.length === 0 && rest === undefined) return [];
  const fact =
    '"*" is taken literally, as every name under "tools": no tool is called so, and these rules never apply.';
  const sentences = [
    fact,
    ...(limits.length > 0 ? ['Limits on the calls of all tools stand under "all_tools".'] : []),
    ...(rest === undefined
      ? []
      : [
          'Rules of "*" on arguments or actions have no equivalent: write them for each tool, and "default" for tools that are not listed.',
        ]),
  ];
  return [
    { span: spanOf(member.key), message: sentences.join(" "), replaces: ["tool-wildcard"], fixes: conversionFixes },
    // The same code for what is inside: it is one matter.
    ...parts.flatMap((part) => findingAt(part, member)),
  ];
}
