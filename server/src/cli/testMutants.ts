import { runMutants } from "../policyTests/runMutants";
import type { Mutant, UnknownMutant } from "../reach/mutants/mutant";
import { environment, environmentOf } from "./environment";
import { type MutantReport, mutantsJson, mutantsText } from "./formats/mutants/mutants";
import { errorsOf, type TestedFile, type TestedPolicy } from "./formats/tests/tested";
import type { ProjectConfigs } from "./projectConfig";
import { note, print } from "./terminal";

/**
 * Weakens each policy step by step, runs its tests on every mutant, and prints what no test has noticed. Returns whether
 * all mutants were killed. Tests that fail on the policy itself say nothing about its mutants.
 */
export async function testMutants(
  files: readonly TestedFile[],
  policies: readonly TestedPolicy[],
  format: "text" | "json",
  configs: ProjectConfigs,
): Promise<boolean> {
  const world = await environment();
  const reports: MutantReport[] = [];
  let isComplete = true;
  for (const policy of policies) {
    const results = files.flatMap((file) => ("results" in file && file.policy === policy.path ? file.results : []));
    const failed = results.filter(({ failures }) => failures.length > 0).length;
    if (failed > 0 || errorsOf(policy) > 0) {
      isComplete = false;
      note(`${policy.path}: fix the ${failed > 0 ? "failing tests" : "policy"} first. Its mutants were not made.`);
      continue;
    }
    const tests = results.map(({ test }) => test);
    const { catalogue, notes } = await environmentOf(world, policy.path, policy.snapshot, configs);
    const notKnown: UnknownMutant[] = [];
    const survived: Mutant[] = [];
    let mutants = 0;
    for (const step of runMutants(policy.snapshot.policy, tests, (tool) => catalogue.find(tool)?.inputSchema))
      if (step !== undefined && "why" in step) notKnown.push(step);
      else if (step !== undefined) {
        mutants++;
        if (step.killedBy === null) survived.push(step.mutant);
      }
    const killed = mutants - survived.length;
    reports.push({ path: policy.path, snapshot: policy.snapshot, mutants, killed, survived, notKnown, notes });
  }
  print(format === "json" ? mutantsJson(reports) : mutantsText(reports));
  return isComplete && reports.every(({ survived }) => survived.length === 0);
}
