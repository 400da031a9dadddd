import { testFileEnd } from "../policy/policyFiles";

/**
 * Paths of the policy that a test file is about, relative to the file, best first: the one that it names, else its
 * neighbour of the same name, else `policy.json`. The first that exists is meant.
 */
export function policyPathsOf(testFile: string, named: string | undefined): readonly string[] {
  if (named !== undefined) return [named];
  return [`${lastPart(testFile).slice(0, -testFileEnd.length)}.policy.json`, "policy.json"];
}

/** The name of the test file that belongs beside a policy: `crm.policy-test.json` for `crm.policy.json`. */
export function testFileOf(policyFile: string): string {
  return `${lastPart(policyFile).replace(/(?:\.policy)?\.json$/, "")}${testFileEnd}`;
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
