import { effectiveState } from "../../catalogue/effectiveState";
import { findMember, type Member } from "../../policy/model/document";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { spanOf } from "../../policy/text/span";
import { grouped } from "../../policy/words/plain/grouped";
import type { Rule } from "../engine/rule";

/** Spec §2, steps 2 to 4: every tool is hidden, not listed, or denied whatever its arguments. */
export const nothingAllowed: Rule = {
  code: "nothing-allowed",
  title: "No tool can be called at all",
  area: "exposure",
  severity: "information",
  docs: {
    what: 'The default is `"deny"`, and of at least two tools under `tools` each is hidden or always denied. Not reported for a policy without tools, which is a start, and for a single tool that is always denied, which is how the vendor publishes approval.',
    why: "The agent gets a denial for every call. If you mean that, an empty `tools` is clearer.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "wire_money": { "deny_if": [{ "conditions": [], "on_deny": "Requires human approval." }] },
    "pay_salary": { "deny_if": [{ "conditions": [], "on_deny": "Salaries are paid by hand." }] }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "wire_money": { "deny_if": [{ "conditions": [], "on_deny": "Requires human approval." }] },
    "pay_salary": { "deny_if": [{ "conditions": [], "on_deny": "Salaries are paid by hand." }] },
    "list_accounts": {}
  }
}`,
  },
  fixes: [],
  check: {
    each: "policy",
    find: ({ document, policy, isBroken }) => {
      const { tools } = document;
      const list = findMember(document, "tools");
      if (list === undefined || tools.length < 2 || policy.default !== "deny" || policy.hide.has("*")) return [];
      // Found at the first tool of most policies, before anything is counted.
      if (tools.some(({ value }) => !policy.hide.has(value.name) && !isDeniedAlways(value))) return [];
      let denied = 0;
      for (const { value } of tools) {
        const state = effectiveState(policy, value.name);
        if (state.kind !== "hidden" && state.kind !== "denied") return [];
        if (state.kind === "denied") denied++;
      }
      // That all are hidden is said at each of them. What is broken may mean something else soon.
      if (denied === 0 || tools.some(isBroken)) return [];
      return [
        {
          span: spanOf(list.value.key, list.offset),
          message: `No tool can be called at all: "default" is "deny", and each of the ${grouped(tools.length)} tools listed here is ${denied < tools.length ? "hidden or " : ""}denied always.`,
        },
      ];
    },
  },
};

/** Whether an entry of `deny_if` has no conditions; of a half-typed one this is not known. */
function isDeniedAlways(member: Member): boolean {
  return toolSyntaxOf(member).denyIf.some(
    ({ conditionsNode, conditions }) => conditionsNode && conditions.length === 0,
  );
}
