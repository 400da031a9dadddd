import type { Policy } from "../policy/model/policy";
import type { JsonObject } from "../policy/text/json";
import type { Mutant } from "../reach/mutants/mutant";
import { mutantsOf } from "../reach/mutants/mutantsOf";
import type { PolicyTest } from "./policyTestFile";
import { runPolicyTest } from "./runPolicyTests";

/** What became of a policy's mutants. */
export interface MutantRun {
  readonly mutants: number;
  readonly killed: number;
  /** The mutants that no test told from the policy, in the order of its text. */
  readonly survived: readonly Mutant[];
  readonly notKnown: readonly { readonly edit: string; readonly why: string }[];
}

/**
 * Weakens a policy by one step after the other and runs its tests on each: a test that fails has killed the mutant. The
 * tests have to pass on the policy itself.
 */
export function runMutants(
  policy: Policy,
  tests: readonly PolicyTest[],
  schemaOf?: (tool: string) => JsonObject | undefined,
): MutantRun {
  const { mutants, notKnown } = mutantsOf(policy, schemaOf);
  const shortFirst = [...tests].sort((a, b) => callsIn(a) - callsIn(b));
  const survived = mutants.filter((mutant) => !shortFirst.some((test) => kills(test, mutant)));
  return { mutants: mutants.length, killed: mutants.length - survived.length, survived, notKnown };
}

function kills(test: PolicyTest, { policy }: Mutant): boolean {
  return runPolicyTest(policy, test).failures.length > 0;
}

function callsIn({ calls }: PolicyTest): number {
  return calls.reduce((sum, { repeat }) => sum + repeat, 0);
}
