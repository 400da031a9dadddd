import type { Limit, Placed, Policy, ToolRules } from "../model/policy";
import { moveSpan, type Span } from "../text/span";

/** A limit that a call has to pass. */
export interface ApplicableLimit {
  readonly limit: Limit;
  /** Whether it is one of the tool's own limits or one over all tools. */
  readonly list: "tool" | "all_tools";
  /** Its place among the limits of that list which mean something. */
  readonly index: number;
  readonly span: Span;
}

/** The limits of a call in their order: the tool's own, then those over all tools (spec §2, step 5). */
export function applicableLimits(policy: Policy, rules: Placed<ToolRules> | undefined): readonly ApplicableLimit[] {
  const limits: ApplicableLimit[] = [];
  if (rules !== undefined)
    for (const [index, limit] of rules.value.limits.entries())
      limits.push({ limit, list: "tool", index, span: moveSpan(limit.span, rules.offset) });
  for (const [index, limit] of policy.allToolsLimits.value.entries())
    limits.push({ limit, list: "all_tools", index, span: moveSpan(limit.span, policy.allToolsLimits.offset) });
  return limits;
}
