import { admit } from "../../policy/decide/admit";
import type { Limit, Placed, Policy, Predicate, PredicateList, ToolRules } from "../../policy/model/policy";
import { moveSpan } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { windowInWords } from "../../policy/words/plain/windowInWords";
import { unusedName } from "../unusedName";
import type { Weakening } from "./mutant";
import { weakenCondition } from "./weakenCondition";

/** Every one-step change by which a policy stops less; some of them change no call. */
export function* weakenings(policy: Policy): Iterable<Weakening> {
  for (const [tool, placed] of policy.tools) yield* ofTool(policy, tool, placed);
  const { offset, value } = policy.allToolsLimits;
  const callable = [...policy.tools.keys()].filter((tool) => admit(policy, tool).kind === "admitted");
  for (const { limits, limit, edit } of raisedLimits(value))
    yield {
      edit: `all_tools: ${edit}`,
      span: moveSpan(limit.span, offset),
      policy: { ...policy, allToolsLimits: { offset, value: limits } },
      tools: callable.filter((tool) => !isBoundBefore(limit, policy.tools.get(tool)?.value.limits ?? [])),
      repeat: limit.max + 1,
    };
  for (const [name, span] of policy.hide) {
    const hide = new Map(policy.hide);
    hide.delete(name);
    yield {
      edit: `${quote(name)} is not hidden`,
      span,
      policy: { ...policy, hide },
      tools: name === "*" ? [...policy.tools.keys()] : [name],
    };
  }
  if (policy.default === "deny" && policy.defaultSpan !== null)
    yield {
      edit: '"default" is "allow"',
      span: policy.defaultSpan,
      policy: { ...policy, default: "allow" },
      tools: [unusedName(new Set([...policy.tools.keys(), ...policy.hide.keys()]))],
    };
}

function* ofTool(policy: Policy, tool: string, { offset, value: rules }: Placed<ToolRules>): Iterable<Weakening> {
  const changed = (value: ToolRules): Policy => ({
    ...policy,
    tools: new Map(policy.tools).set(tool, { offset, value }),
  });
  const lists: readonly (readonly [PredicateList, "require" | "denyIf"])[] = [
    ["require", "require"],
    ["deny_if", "denyIf"],
  ];
  for (const [list, field] of lists)
    for (const [index, predicate] of rules[field].entries()) {
      const replaced = (by: readonly Predicate[]): Policy =>
        changed({ ...rules, [field]: [...rules[field].slice(0, index), ...by, ...rules[field].slice(index + 1)] });
      yield {
        edit: `without entry ${index + 1} of ${list}`,
        span: moveSpan(predicate.span, offset),
        policy: replaced([]),
        tools: [tool],
      };
      for (const [at, condition] of predicate.conditions.entries()) {
        const span = moveSpan(condition.span, offset);
        const others = predicate.conditions.filter((_, other) => other !== at);
        if (list === "require" && others.length > 0)
          yield {
            edit: `without the condition on ${condition.path} in entry ${index + 1} of require`,
            span,
            policy: replaced([{ ...predicate, conditions: others }]),
            tools: [tool],
          };
        for (const weak of weakenCondition(list, condition)) {
          const conditions = predicate.conditions.with(at, weak.condition);
          yield { edit: weak.edit, span, policy: replaced([{ ...predicate, conditions }]), tools: [tool] };
        }
      }
    }
  for (const { limits, limit, edit } of raisedLimits(rules.limits)) {
    const others = [...rules.limits.filter((each) => each !== limit), ...policy.allToolsLimits.value];
    if (isBoundBefore(limit, others)) continue;
    yield {
      edit,
      span: moveSpan(limit.span, offset),
      policy: changed({ ...rules, limits }),
      tools: [tool],
      repeat: limit.max + 1,
    };
  }
}

function raisedLimits(
  limits: readonly Limit[],
): readonly { readonly limits: readonly Limit[]; readonly limit: Limit; readonly edit: string }[] {
  return limits.map((limit, index) => ({
    limit,
    limits: limits.with(index, { ...limit, max: limit.max + 1 }),
    edit: `limit ${quote(limit.counter)} ${limit.max} → ${limit.max + 1} ${windowInWords(limit.window)}`,
  }));
}

const order = ["minute", "hour", "day"];

/** Whether another limit stops a tool's calls no later than this one. */
function isBoundBefore(limit: Limit, others: readonly Limit[]): boolean {
  return others.some(
    ({ max, window, scope }) =>
      scope === limit.scope && max <= limit.max && order.indexOf(window) >= order.indexOf(limit.window),
  );
}
