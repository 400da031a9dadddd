import type { Policy } from "../policy/model/policy";
import type { JsonObject } from "../policy/text/json";
import type { Mutant, UnknownMutant } from "../reach/mutants/mutant";
import { mutantsOf } from "../reach/mutants/mutantsOf";
import type { PolicyTest } from "./policyTestFile";
import { stepPolicyTest } from "./runPolicyTests";

/** A mutant, and the first test that told it from the policy; null when none did: it has survived. */
export interface TestedMutant {
  readonly mutant: Mutant;
  readonly killedBy: PolicyTest | null;
}

/**
 * Weakens a policy by one step after the other and runs its tests on each: a test that fails has killed the mutant. The
 * tests have to pass on the policy itself. Goes on step by step, undefined where nothing is to be told yet: for callers that have
 * others to answer meanwhile.
 */
export function* runMutants(
  policy: Policy,
  tests: readonly PolicyTest[],
  schemaOf?: (tool: string) => JsonObject | undefined,
): Generator<TestedMutant | UnknownMutant | undefined, void, void> {
  const shortFirst = [...tests].sort((a, b) => callsIn(a) - callsIn(b));
  for (const mutant of mutantsOf(policy, schemaOf))
    if (mutant === undefined || "why" in mutant) yield mutant;
    else yield { mutant, killedBy: yield* killerOf(mutant, shortFirst) };
}

function* killerOf({ policy }: Mutant, tests: readonly PolicyTest[]): Generator<undefined, PolicyTest | null, void> {
  for (const test of tests) {
    const steps = stepPolicyTest(policy, test);
    for (;;) {
      const step = steps.next();
      if (step.done !== true) yield undefined;
      else if (step.value.failures.length > 0) return test;
      else break;
    }
  }
  return null;
}

function callsIn({ calls }: PolicyTest): number {
  return calls.reduce((sum, { repeat }) => sum + repeat, 0);
}
