import { refusedInWords } from "../../../policy/words/plain/errorsInWords";
import type { TestResult } from "../../../policyTests/runPolicyTests";
import type { Percent } from "../../percent";
import { pathFrom } from "../../reportRoot";
import { type JunitCase, type JunitSuite, junitXml } from "../junitXml";
import {
  callInWords,
  isRefused,
  isTooLittle,
  percentInWords,
  placeOf,
  type RunFile,
  type TestedFile,
  type TestedPolicy,
  type TestRun,
} from "./tested";
import { unseenOf } from "./unseen";

/** JUnit's XML: a suite a test file, a case a test; and a suite a policy that fails, or that has to be seen. */
export function junit({ files, policies, minCoverage, root }: TestRun): string {
  const rooted = <Named extends { readonly path: string }>(named: Named): Named => ({
    ...named,
    path: pathFrom(root, named.path),
  });
  const about = policies.map(rooted).map((policy) => ({ file: policy.path, cases: policyCases(policy, minCoverage) }));
  return junitXml([...files.map(rooted).map(suiteOf), ...about.filter(({ cases }) => cases.length > 0)]);
}

function suiteOf(file: TestedFile): JunitSuite {
  if ("results" in file) return { file: file.path, cases: file.results.map((result) => caseOf(file, result)) };
  const { path, problem, place } = file;
  const text = place === undefined ? problem : `${path}:${place.line}:${place.column}: ${problem}`;
  return { file: path, cases: [{ name: "can be read", failure: { type: "unreadable", message: problem, text } }] };
}

function caseOf(file: RunFile, { test, failures }: TestResult): JunitCase {
  const name = test.name;
  if (failures.length === 0) return { name };
  const sentences = failures.map((failure) => {
    const { line, column } = placeOf(file, failure);
    return { place: `${file.path}:${line}:${column}`, words: `${callInWords(failure)}: ${failure.message}` };
  });
  const message = sentences.map(({ words }) => words).join("\n");
  const text = sentences.map(({ place, words }) => `${place}: ${words}`).join("\n");
  return { name, failure: { type: "decision", message, text } };
}

function policyCases(policy: TestedPolicy, minCoverage: Percent | undefined): JunitCase[] {
  const cases: JunitCase[] = [];
  if (isRefused(policy)) {
    const message = refusedInWords("this policy", "check says why.");
    cases.push({ name: "has no errors", failure: { type: "refused", message, text: message } });
  }
  if (minCoverage !== undefined) {
    const name = `${minCoverage.text} % are covered`;
    const message = `The tests cover ${percentInWords(policy)}.`;
    const text = unseenOf(policy).map(({ line, column, words }) => `${policy.path}:${line}:${column}: ${words}`);
    const failure = { type: "coverage", message, text: [message, ...text].join("\n") };
    cases.push(isTooLittle(policy, minCoverage) ? { name, failure } : { name });
  }
  return cases;
}
