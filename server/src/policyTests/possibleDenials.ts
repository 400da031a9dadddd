import { admit } from "../policy/decide/admit";
import { applicableLimits } from "../policy/decide/applicableLimits";
import { byAdmission, byLimit, byPredicate, type Denial } from "../policy/decide/denial";
import type { Policy, Predicate, PredicateList } from "../policy/model/policy";

/** Every denial that a policy can give to calls of a tool, whatever the arguments and counters. */
export function possibleDenials(policy: Policy, tool: string): readonly Denial[] {
  const admission = admit(policy, tool);
  if (admission.kind === "denied") return [byAdmission(admission, tool)];
  const { rules } = admission;
  const offset = rules?.offset ?? 0;
  const by = (list: PredicateList, predicates: readonly Predicate[] = []): Denial[] =>
    predicates.flatMap((predicate, index) =>
      // A requirement without conditions always holds.
      list === "require" && predicate.conditions.length === 0
        ? []
        : [byPredicate(list, index, predicate, undefined, tool, offset)],
    );
  return [
    ...by("require", rules?.value.require),
    ...by("deny_if", rules?.value.denyIf),
    ...applicableLimits(policy, rules).map((limit) => byLimit(limit, limit.limit.max, tool)),
  ];
}

/** The keys of the counters that calls of a tool can change, as decisions name them. */
export function counterKeysOf(policy: Policy, tool: string): ReadonlySet<string> {
  const limits = applicableLimits(policy, policy.tools.get(tool));
  return new Set(
    limits.map(({ limit: { counter }, list }) =>
      list === "tool" ? `tools/${tool}/${counter}` : `all_tools/${counter}`,
    ),
  );
}

/** The keys of all counters of a policy. */
export function counterKeys(policy: Policy): ReadonlySet<string> {
  const keys = new Set(policy.allToolsLimits.value.map(({ counter }) => `all_tools/${counter}`));
  for (const [tool, { value }] of policy.tools)
    for (const { counter } of value.limits) keys.add(`tools/${tool}/${counter}`);
  return keys;
}
