import { decideSequence } from "../../../policy/decide/decideSequence";
import type { Limit, Policy } from "../../../policy/model/policy";
import type { DecidedCall } from "./candidate";

/**
 * The lowest maximum with which a limit lets the call pass. One more than it allows now is not enough when it has denied
 * calls before, which would take the place: so the calls are counted as if it had no maximum. Where another limit denies
 * the call then, that one has to be raised too, and none of them is to count.
 */
export function maximumFor(
  { snapshot: { policy }, call, earlier, decision: { reason } }: DecidedCall,
  list: "tool" | "all_tools",
  meant: Limit,
): number {
  if (reason.kind !== "limit") return 1;
  const key = list === "tool" ? `tools/${call.tool}/${reason.counter}` : `all_tools/${reason.counter}`;
  const countedBy = (counting: Policy): number | undefined => {
    const decision = decideSequence(counting, [...earlier, call], { trace: false }).at(-1);
    if (decision?.outcome !== "allow") return undefined;
    return decision.counters.find((counter) => counter.key === key && counter.window === reason.window)?.value;
  };
  const alone = counting(policy, call.tool, (limit) => limit === meant);
  return countedBy(alone) ?? countedBy(counting(policy, call.tool, () => true)) ?? reason.value + 1;
}

/** The policy with some of a tool's limits only counting. */
function counting(
  policy: Policy,
  tool: string,
  isMeant: (limit: Limit, list: "tool" | "all_tools") => boolean,
): Policy {
  const lift = (limits: readonly Limit[], list: "tool" | "all_tools") =>
    limits.map((limit) => (isMeant(limit, list) ? { ...limit, max: Number.MAX_SAFE_INTEGER } : limit));
  const { tools, allToolsLimits } = policy;
  const rules = tools.get(tool);
  return {
    ...policy,
    allToolsLimits: { ...allToolsLimits, value: lift(allToolsLimits.value, "all_tools") },
    tools:
      rules === undefined
        ? tools
        : new Map(tools).set(tool, { ...rules, value: { ...rules.value, limits: lift(rules.value.limits, "tool") } }),
  };
}
