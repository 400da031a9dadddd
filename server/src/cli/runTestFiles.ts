import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "../disk/repositoryRoot";
import { argumentNotes } from "../policy/decide/argumentText";
import { fieldValue } from "../policy/text/navigate";
import { quote } from "../policy/words/plain/quote";
import { CoverageCounter } from "../policyTests/coverage";
import { policyPathsOf } from "../policyTests/policyPaths";
import type { PolicyTest, PolicyTestFile, TestedCall } from "../policyTests/policyTestFile";
import { readPolicyTests } from "../policyTests/readPolicyTests";
import { stepPolicyTest, type TestResult } from "../policyTests/runPolicyTests";
import { misspeltTool } from "../service/policyTests/misspeltTool";
import { testFileProblems } from "../service/policyTests/testFileProblems";
import { type Snapshot, snapshotOf } from "../service/snapshot";
import { environment, environmentAbout } from "./environment";
import { placeAt, type TestedFile, type TestedPolicy, type TestNote } from "./formats/tests/tested";
import { openPolicy } from "./openPolicy";
import { bar, Progress } from "./progress";
import type { ProjectConfigs } from "./projectConfig";
import { readText, slashed } from "./readText";
import { pathFrom } from "./reportRoot";
import { note, UsageError } from "./terminal";
import type { LookAt } from "./watchFiles";

/** Runs the tests of files. One file that cannot be run hides nothing of the others. */
export async function runTestFiles(
  paths: readonly string[],
  configs: ProjectConfigs,
  lookAt: LookAt,
): Promise<{ readonly files: readonly TestedFile[]; readonly policies: readonly TestedPolicy[] }> {
  const policies = new Map<string, TestedPolicy>();
  const files: TestedFile[] = [];
  const progress = new Progress();
  try {
    for (const path of paths) {
      lookAt(path);
      try {
        const file = await readTestFile(path);
        if ("problem" in file) {
          files.push(file);
          continue;
        }
        const policy = await policyOf(path, file.tests, policies, configs, lookAt);
        const { tests } = file.tests;
        const calls = tests.flatMap((test) => test.calls).reduce((sum, { repeat }) => sum + repeat, 0);
        let done = 0;
        const results = tests.map((test) => {
          const sayDone = (made: number): void =>
            progress.show(() => `${bar((files.length + (done + made) / calls) / paths.length)} ${path}: ${test.name}`);
          const result = runWatched(policy, test, sayDone);
          sayDone(result.calls);
          done += result.calls;
          return result;
        });
        const notes = [...emptyIn(path, file), ...(await misspeltIn(file, policy, configs))];
        for (const { words, place } of notes) note(`${slashed(path)}:${place.line}:${place.column}: warning: ${words}`);
        files.push({ path: slashed(path), text: file.text, policy: policy.path, results, notes });
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        files.push({ path: slashed(path), problem: error.message, place: undefined });
      }
    }
  } finally {
    progress.clear();
  }
  return { files, policies: [...policies.values()] };
}

/** Looking at the clock takes as long as a call. */
const callsBetweenLooks = 1_000;

/** Makes the calls of one test, and says now and then how many were made: a test can make millions. */
function runWatched(
  { snapshot, counter }: TestedPolicy,
  test: PolicyTest,
  onCalls: (made: number) => void,
): TestResult {
  const steps = stepPolicyTest(snapshot.policy, test, counter);
  for (let made = 1; ; made++) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (made % callsBetweenLooks === 0) onCalls(made);
  }
}

/** More of one file are no news. */
const mostNotes = 10;

/** The tests that a file holds, or what is wrong with it. */
async function readTestFile(
  path: string,
): Promise<{ readonly tests: PolicyTestFile; readonly text: Snapshot } | Extract<TestedFile, { problem: string }>> {
  const { text } = await readText(path);
  const tests = readPolicyTests(text);
  // For its lines only.
  const snapshot = snapshotOf(text);
  const problem = tests.problems.find(({ severity }) => severity === "error");
  if (problem === undefined) {
    for (const { message, span } of tests.root === undefined
      ? []
      : argumentNotes(tests.root, text).slice(0, mostNotes)) {
      const { line, column } = placeAt(snapshot, span.start);
      note(`${slashed(path)}:${line}:${column}: ${message}`);
    }
    return { tests, text: snapshot };
  }
  return { path: slashed(path), problem: problem.message, place: placeAt(snapshot, problem.span.start) };
}

/** Calls of tools that are probably misspelt, each tool once: whatever was decided, it was not about the tool that was meant. */
async function misspeltIn(
  { tests: { tests }, text }: { readonly tests: PolicyTestFile; readonly text: Snapshot },
  { path, snapshot }: TestedPolicy,
  configs: ProjectConfigs,
): Promise<readonly TestNote[]> {
  const { catalogue } = await environmentAbout(await environment(), path, snapshot, configs);
  const first = new Map<string, TestedCall>();
  for (const call of tests.flatMap(({ calls }) => calls)) if (!first.has(call.tool)) first.set(call.tool, call);
  const notes = [...first.values()].flatMap((call): TestNote[] => {
    const words = misspeltTool(snapshot.policy, catalogue, call);
    return words === undefined ? [] : [{ words, place: placeAt(text, call.span.start) }];
  });
  return notes.slice(0, mostNotes);
}

/** Tests that try nothing, or that a report cannot tell apart. */
function emptyIn(
  path: string,
  { tests, text }: { readonly tests: PolicyTestFile; readonly text: Snapshot },
): readonly TestNote[] {
  if (tests.tests.length === 0) {
    const at = fieldValue(tests.root, "tests")?.offset ?? 0;
    return [{ words: "This file has no tests: nothing is tried.", place: placeAt(text, at) }];
  }
  return testFileProblems(pathToFileURL(resolve(path)).href, tests, [])
    .filter(({ severity }) => severity !== "error")
    .slice(0, mostNotes)
    .map(({ message, span }) => ({ words: message, place: placeAt(text, span.start) }));
}

/** The policy that a test file is about. */
async function policyOf(
  testPath: string,
  { policy }: PolicyTestFile,
  known: Map<string, TestedPolicy>,
  configs: ProjectConfigs,
  lookAt: LookAt,
): Promise<TestedPolicy> {
  const candidates = policyPathsOf(resolve(testPath), policy).map((path) => join(dirname(testPath), path));
  const path = candidates.find((candidate) => existsSync(candidate)) ?? candidates.at(-1) ?? "policy.json";
  if (policy !== undefined) noteIfOutside(testPath, policy, path);
  const found = known.get(resolve(path));
  if (found !== undefined) return found;
  lookAt(path);
  const snapshot = await openPolicy(path, configs).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    const from =
      policy !== undefined && isAbsolute(policy) ? ` ${quote(policy)} is relative to the folder of the tests.` : "";
    throw new UsageError(`${error.message}${from} The tests of ${testPath} are about it.`);
  });
  const tested = { path: slashed(path), snapshot, counter: new CoverageCounter(snapshot.policy) };
  known.set(resolve(path), tested);
  return tested;
}

/** A path out of the repository is unusual enough to be seen: what it names is not under review. */
function noteIfOutside(testPath: string, policy: string, path: string): void {
  const root = repositoryRoot(dirname(testPath));
  if (root !== undefined && isAbsolute(pathFrom(root, path)))
    note(`The policy of ${testPath}, ${policy}, is outside of the repository.`);
}
