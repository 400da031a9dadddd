import { TextDocument } from "vscode-languageserver-textdocument";
import { counted } from "../../policy/words/plain/plural";
import type { PolicyTest } from "../../policyTests/policyTestFile";
import { readPolicyTests } from "../../policyTests/readPolicyTests";
import { runMutants } from "../../policyTests/runMutants";
import { stepPolicyTest } from "../../policyTests/runPolicyTests";
import type { MutantsParams, MutantsResult, PolicyMutant } from "../../protocol/mutants";
import { withReading } from "../config/withReading";
import type { Environment } from "../environment";
import { rangeOf, takeSnapshot } from "../snapshot";
import { whyUndecided } from "./openTestFile";
import { type IsCancelled, Turns } from "./turns";

/**
 * Weakens a policy step by step and runs its tests on each mutant. A cancelled run says what it has found so far. Tests that
 * fail on the policy itself say nothing about its mutants: then none are made.
 */
export async function testMutants(
  { policy: { uri, text }, testFiles }: MutantsParams,
  { catalogue, assumptions }: Pick<Environment, "catalogue" | "assumptions">,
  isCancelled: IsCancelled = () => false,
): Promise<MutantsResult> {
  const snapshot = withReading(takeSnapshot(TextDocument.create(uri, "mcp-policy", 0, text)), assumptions);
  const { policy } = snapshot;
  const mutants: PolicyMutant[] = [];
  const notKnown: { edit: string; why: string }[] = [];
  const answer = (notRun: string | null): MutantsResult => ({ mutants, notKnown, notRun });
  const files = testFiles.map((file) => readPolicyTests(file.text));
  const broken = files.flatMap(({ problems }) => problems).find(({ severity }) => severity === "error");
  const notRun = whyUndecided(snapshot) ?? broken?.message;
  if (notRun !== undefined) return answer(notRun);
  if (policy.refusal !== undefined) return answer(`The gateway would refuse the policy: ${policy.refusal.first}`);

  const politely = new Turns(isCancelled, 20);
  const places = new Map<PolicyTest, { readonly file: number; readonly test: number }>();
  for (const [file, { tests }] of files.entries())
    for (const [test, each] of tests.entries()) places.set(each, { file, test });
  let failing = 0;
  for (const test of places.keys()) {
    const finished = await politely.finish(stepPolicyTest(policy, test));
    if (finished === undefined) return answer(null);
    if (finished.result.failures.length > 0) failing++;
  }
  if (failing > 0) return answer(`Fix the tests first: ${counted(failing, "test")} of the policy itself fail.`);
  const schemaOf = (tool: string) => catalogue.find(tool)?.inputSchema;
  await politely.finish(runMutants(policy, [...places.keys()], schemaOf), (step) => {
    if (step === undefined) return;
    if ("why" in step) notKnown.push(step);
    else {
      const { edit, span, call } = step.mutant;
      const killedBy = step.killedBy === null ? null : (places.get(step.killedBy) ?? null);
      mutants.push({ edit, range: rangeOf(snapshot, span), call, killedBy });
    }
  });
  return answer(null);
}
