import { elementsOf, fieldValue } from "../../policy/text/navigate";
import type { Problem } from "../../policy/text/problem";
import { type Span, spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { PolicyTestFile } from "../../policyTests/policyTestFile";
import { addressBeside } from "./addresses";

/**
 * What is questionable about a test file that can be read: where it looks for its policy, two tests of one name, a test
 * without calls. `roots` are the addresses of the folders that a checkout has; none when that is not known.
 */
export function testFileProblems(uri: string, file: PolicyTestFile, roots: readonly string[]): readonly Problem[] {
  return [...policyProblems(uri, file, roots), ...testProblems(file)];
}

function policyProblems(uri: string, { root, policy }: PolicyTestFile, roots: readonly string[]): readonly Problem[] {
  const node = fieldValue(root, "policy");
  if (policy === undefined || node === undefined) return [];
  const span = spanOf(node);
  const address = addressBeside(uri, policy);
  if (address === undefined)
    // An address of an editor's own may have no folder.
    return addressBeside(uri, "policy.json") === undefined
      ? []
      : [problem("error", span, `"policy" must be the path of a file, and ${quote(policy)} cannot be one.`)];
  if (roots.length === 0 || roots.some((folder) => address.startsWith(withSlash(folder)))) return [];
  return [
    problem(
      "warning",
      span,
      `${quote(policy)} is outside the workspace and its repository: other checkouts may not have it. Keep the policy in the repository.`,
    ),
  ];
}

function testProblems({ root }: PolicyTestFile): readonly Problem[] {
  const problems: Problem[] = [];
  const named = new Set<string>();
  for (const test of elementsOf(fieldValue(root, "tests"))) {
    const name = fieldValue(test, "name");
    if (name?.type === "string") {
      const text = String(name.value).trim();
      if (text !== "" && named.has(text))
        problems.push(
          problem(
            "warning",
            spanOf(name),
            `Duplicate test name ${quote(text)}: reports cannot tell the two apart.`,
            "test-duplicate-name",
          ),
        );
      named.add(text);
    }
    const calls = fieldValue(test, "calls");
    if (calls?.type === "array" && elementsOf(calls).length === 0)
      problems.push(
        problem("warning", spanOf(calls), "This test makes no calls, so it always passes. Add a call.", "test-empty"),
      );
  }
  return problems;
}

function problem(severity: "error" | "warning", span: Span, message: string, code = "test-policy"): Problem {
  return { code, severity, span, message };
}

function withSlash(folder: string): string {
  return folder.endsWith("/") ? folder : `${folder}/`;
}
