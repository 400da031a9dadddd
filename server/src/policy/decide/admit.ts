import type { Placed, Policy, ToolRules } from "../model/policy";
import type { Span } from "../text/span";
import type { Reason } from "./decision";

/** Whether a tool may be called at all, whatever the arguments and counters. */
export type Admission =
  | {
      readonly kind: "denied";
      readonly reason: Extract<Reason, { kind: "hidden" | "default-deny" }>;
      readonly span: Span | null;
    }
  /** `rules` is undefined for a tool that only `"default": "allow"` lets through. */
  | { readonly kind: "admitted"; readonly rules: Placed<ToolRules> | undefined; readonly span: Span | null };

/** The first steps of a decision: `hide`, then `tools` and `default` (spec §2, steps 2 and 3). */
export function admit(policy: Policy, tool: string): Admission {
  const hidden = hiddenBy(policy, tool);
  if (hidden !== undefined) return { kind: "denied", ...hidden };
  const rules = policy.tools.get(tool);
  if (rules !== undefined) {
    const { start, end } = rules.value.span;
    return { kind: "admitted", rules, span: { start: start + rules.offset, end: end + rules.offset } };
  }
  if (policy.default === "allow") return { kind: "admitted", rules: undefined, span: policy.defaultSpan };
  return { kind: "denied", reason: { kind: "default-deny" }, span: policy.defaultSpan };
}

function hiddenBy(policy: Policy, tool: string): Omit<Extract<Admission, { kind: "denied" }>, "kind"> | undefined {
  const byName = policy.hide.get(tool);
  if (byName !== undefined) return { reason: { kind: "hidden", by: "name" }, span: byName };
  const byStar = policy.hide.get("*");
  return byStar === undefined ? undefined : { reason: { kind: "hidden", by: "*" }, span: byStar };
}
