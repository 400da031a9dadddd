import { runMutants } from "../policyTests/runMutants";
import { environment } from "./environment";
import { type MutantReport, mutantsJson, mutantsText } from "./formats/mutants/mutants";
import { errorsOf, type TestedFile, type TestedPolicy } from "./formats/tests/tested";
import { note, print } from "./terminal";

/**
 * Weakens each policy step by step, runs its tests on every mutant, and prints what no test has noticed. Returns whether
 * all mutants were killed. Tests that fail on the policy itself say nothing about its mutants.
 */
export async function testMutants(
  files: readonly TestedFile[],
  policies: readonly TestedPolicy[],
  format: "text" | "json",
): Promise<boolean> {
  const { catalogue } = await environment();
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
    const run = runMutants(policy.snapshot.policy, tests, (tool) => catalogue.find(tool)?.inputSchema);
    reports.push({ path: policy.path, snapshot: policy.snapshot, ...run });
  }
  print(format === "json" ? mutantsJson(reports) : mutantsText(reports));
  return isComplete && reports.every(({ survived }) => survived.length === 0);
}
