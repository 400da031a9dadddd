import type { Policy } from "../model/policy";
import { type Admission, admit } from "./admit";
import { type ApplicableLimit, applicableLimits } from "./applicableLimits";
import type { CheckedCall } from "./checkedCall";
import { counterKeys } from "./counters";
import type { Check } from "./decision";
import { type PlannedCheck, planCheck } from "./plannedCheck";
import { traceAdmission } from "./trace";

/** A limit of one tool, ready for its calls. */
export interface PlannedLimit extends ApplicableLimit {
  /** The key of the counter of a grant. */
  readonly keyOf: (grant: string) => string;
}

/** All that a policy asks of the calls of one tool, ready for them. */
export interface ToolPlan {
  readonly admission: Admission;
  /** The checks of `hide` and of `tools` with `default`, for a trace. */
  readonly admissionTrace: readonly Check[];
  /** The predicates in order: those of `require`, then those of `deny_if`. */
  readonly checks: readonly PlannedCheck[];
  readonly limits: readonly PlannedLimit[];
  /** What `settledCheck` has come to for calls that pass. */
  passed: CheckedCall | undefined;
}

/** What is known of a policy so far. */
interface PolicyPlans {
  /** By the names that the policy has: what agents call is not kept. */
  readonly named: Map<string, ToolPlan>;
  /** That of every name that the policy does not have. */
  unnamed: ToolPlan | undefined;
}

const plansByPolicy = new WeakMap<Policy, PolicyPlans>();

/** The plan of a tool; made once per policy, when the tool is first called. */
export function toolPlan(policy: Policy, tool: string): ToolPlan {
  let plans = plansByPolicy.get(policy);
  if (plans === undefined) {
    plans = { named: new Map(), unnamed: undefined };
    plansByPolicy.set(policy, plans);
  }
  const known = plans.named.get(tool);
  if (known !== undefined) return known;
  if (policy.tools.has(tool) || policy.hide.has(tool)) {
    const made = planNow(policy, tool);
    plans.named.set(tool, made);
    return made;
  }
  plans.unnamed ??= planNow(policy, tool);
  return plans.unnamed;
}

function planNow(policy: Policy, tool: string): ToolPlan {
  const admission = admit(policy, tool);
  // A denied tool's own rules are traced as skipped.
  const rules = policy.tools.get(tool);
  const { require = [], denyIf = [] } = rules?.value ?? {};
  const offset = rules?.offset ?? 0;
  return {
    admission,
    admissionTrace: traceAdmission(policy, tool, admission),
    checks: [
      ...require.map((predicate, index) => planCheck("require", index, predicate, tool, offset)),
      ...denyIf.map((predicate, index) => planCheck("deny_if", index, predicate, tool, offset)),
    ],
    limits: applicableLimits(policy, rules).map((applicable) => {
      const { counter, window } = applicable.limit;
      return { ...applicable, keyOf: counterKeys(applicable.list === "tool" ? tool : null, counter, window) };
    }),
    passed: undefined,
  };
}
