import { policyFileKind, testFileEnd } from "../policy/policyFiles";

/**
 * Paths of the policy that a test file is about, relative to the file, best first: the one that it names, else its
 * neighbour of the same name, else `policy.json`. The first that exists is meant. `testFile` has at least its folder: in
 * `.policylayer` every `x.json` is a policy.
 */
export function policyPathsOf(testFile: string, named: string | undefined): readonly string[] {
  if (named !== undefined) return [named];
  const stem = lastPart(testFile).slice(0, -testFileEnd.length);
  const plain = `${stem}.json`;
  const isPolicy = policyFileKind(`${testFile.slice(0, -lastPart(testFile).length)}${plain}`) === "policy";
  return [...new Set([`${stem}.policy.json`, ...(isPolicy ? [plain] : []), "policy.json"])];
}

/** The name of the test file that belongs beside a policy: `crm.policy-test.json` for `crm.policy.json`. */
export function testFileOf(policyFile: string): string {
  return `${lastPart(policyFile).replace(/(?:\.policy)?\.json$/, "")}${testFileEnd}`;
}

function lastPart(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
