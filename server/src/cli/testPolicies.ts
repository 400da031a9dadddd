import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { isDynamicPattern } from "tinyglobby";
import type { Coverage } from "../policyTests/coverage";
import { CoverageCounter, coverageShare, isCovered } from "../policyTests/coverage";
import { policyPathsOf } from "../policyTests/policyPaths";
import type { PolicyTestFile } from "../policyTests/policyTestFile";
import { readPolicyTests } from "../policyTests/readPolicyTests";
import { runPolicyTest, type TestResult } from "../policyTests/runPolicyTests";
import { type Snapshot, snapshotOf } from "../service/snapshot";
import { findFiles } from "./findFiles";
import { openPolicy } from "./openPolicy";
import { bar, Progress } from "./progress";
import { readText } from "./readText";
import { counted, note, painter, print, shown, UsageError } from "./terminal";
import { type LookAt, watchFiles } from "./watchFiles";

const examples = `
Examples:
  mcp-policy test
  mcp-policy test policies/**/*.policy-test.json
  mcp-policy test --coverage text --min-coverage 100
  mcp-policy test --watch
  mcp-policy test --coverage lcov > lcov.info`;

interface Options {
  readonly coverage?: "text" | "lcov";
  readonly minCoverage?: number;
  readonly watch?: true;
}

/** What is known of one policy when all of its tests have run. */
interface TestedPolicy {
  readonly path: string;
  readonly snapshot: Snapshot;
  readonly counter: CoverageCounter;
}

/** `test`: makes the calls of policy tests, and says which were decided otherwise and what no test has seen. */
export function testCommand(): Command {
  return new Command("test")
    .description("make the calls of *.policy-test.json files, and compare the verdicts")
    .argument("[files...]", "files, or quoted patterns", ["**/*.policy-test.json"])
    .addOption(new Option("--coverage <format>", "what the tests have seen of each policy").choices(["text", "lcov"]))
    .option("--min-coverage <percent>", "fail when they have seen less", percentOf)
    .option("-w, --watch", "run again when a test or a policy changes, until Ctrl+C")
    .addHelpText("after", examples)
    .action(async (words: readonly string[], options: Options) => {
      await (options.watch === true ? watchTests(words, options) : runTests(words, options));
    });
}

/** Runs the tests whenever something has changed. Ctrl+C ends it with the exit code of the last run. */
async function watchTests(words: readonly string[], options: Options): Promise<void> {
  if (options.coverage === "lcov") throw new UsageError("--watch shows coverage as text: lcov is for a single run.");
  process.once("SIGINT", () => process.exit());
  await watchFiles(async (lookAt) => {
    note(`--- ${new Date().toLocaleTimeString("en", { hour12: false })}`);
    try {
      // Tests that are still to be written may stand here.
      for (const word of words) lookAt(isDynamicPattern(word) ? "." : word);
      await runTests(words, options, lookAt);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.exitCode = 2;
      note(error.message);
    }
  });
}

function percentOf(text: string): number {
  const percent = Number(text);
  if (text.trim() === "" || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError("It is a number from 0 to 100.");
  return percent;
}

/** Runs the tests once, and sets the exit code. */
async function runTests(
  words: readonly string[],
  { coverage, minCoverage }: Options,
  lookAt: LookAt = () => {},
): Promise<void> {
  const policies = new Map<string, TestedPolicy>();
  const paths = await findFiles(words);
  const progress = new Progress();
  const lines: string[] = [];
  const broken: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const [index, path] of paths.entries()) {
    progress.show(() => `${bar(index / paths.length)} ${shown(path)}`);
    try {
      lookAt(path);
      const { file, text } = await readTestFile(path);
      const policy = await policyOf(path, file, policies, lookAt);
      for (const test of file.tests) {
        const result = runPolicyTest(policy.snapshot.policy, test, policy.counter);
        if (result.failures.length === 0) passed++;
        else {
          failed++;
          lines.push(...failureLines(path, text, result));
        }
        progress.show(() => `${bar(index / paths.length)} ${shown(path)}: ${shown(test.name)}`);
      }
    } catch (error) {
      // One file that cannot be run hides nothing of the others.
      if (!(error instanceof UsageError)) throw error;
      broken.push(error.message);
    }
  }
  progress.clear();
  const covered = [...policies.values()];
  const isTooLittle =
    minCoverage !== undefined && covered.some(({ counter }) => coverageShare(counter) * 100 < minCoverage);
  // With lcov the result is the coverage alone, so that it can be written into a file.
  if (coverage === "lcov") {
    for (const line of lines) note(line);
    print(covered.flatMap(lcovLines).join("\n"));
  } else {
    const shows = coverage === "text" || isTooLittle;
    print([...lines, ...(shows ? covered.flatMap(coverageLines) : [])].join("\n"));
  }
  for (const sentence of broken) note(sentence);
  note(`${counted(passed, "test")} passed, ${failed} failed.`);
  if (isTooLittle) note(`The tests see less than ${minCoverage} % of a policy.`);
  // A policy that the gateway would refuse, as was said when it was read, is not to be green.
  const isRefused = covered.some(({ snapshot }) => snapshot.problems.some(({ severity }) => severity === "error"));
  process.exitCode = broken.length > 0 ? 2 : failed > 0 || isTooLittle || isRefused ? 1 : 0;
}

async function readTestFile(path: string): Promise<{ file: PolicyTestFile; text: Snapshot }> {
  const { text } = await readText(path);
  const file = readPolicyTests(text);
  // For its lines only.
  const snapshot = snapshotOf(text);
  const [problem] = file.problems;
  if (problem === undefined) return { file, text: snapshot };
  const { line, character } = snapshot.textDocument.positionAt(problem.span.start);
  throw new UsageError(`${path}:${line + 1}:${character + 1}: ${shown(problem.message)}`);
}

/** The policy that a test file is about. */
async function policyOf(
  testPath: string,
  { policy }: PolicyTestFile,
  known: Map<string, TestedPolicy>,
  lookAt: LookAt,
): Promise<TestedPolicy> {
  const candidates = policyPathsOf(testPath, policy).map((path) => join(dirname(testPath), path));
  const path = candidates.find((candidate) => existsSync(candidate)) ?? candidates.at(-1) ?? "policy.json";
  const found = known.get(path);
  if (found !== undefined) return found;
  lookAt(path);
  const snapshot = await openPolicy(path);
  const tested = { path, snapshot, counter: new CoverageCounter(snapshot.policy) };
  known.set(path, tested);
  return tested;
}

function failureLines(path: string, { textDocument }: Snapshot, { test, failures }: TestResult): string[] {
  const paint = painter(process.stdout);
  return failures.flatMap(({ call, repetition, message }) => {
    const { line, character } = textDocument.positionAt((call.expect ?? call).span.start);
    const which = call.repeat > 1 ? `, call ${repetition} of ${call.repeat}` : "";
    return [
      `${paint("red", "FAIL")} ${path}:${line + 1}:${character + 1}: ${shown(test.name)}: ${shown(call.tool)}${which}`,
      `  ${shown(message)}`,
    ];
  });
}

function coverageLines({ path, snapshot, counter }: TestedPolicy): string[] {
  const missing = [
    ...counter.tools
      .filter(({ called }) => called === 0)
      .map(({ tool, span }) => ({ span, what: `${tool} was never called` })),
    ...counter.branches
      .filter((branch) => !isCovered(branch))
      .map((branch) => ({ span: branch.span, what: unseen(branch) })),
  ].sort((a, b) => a.span.start - b.span.start);
  return [
    `${path}: ${(coverageShare(counter) * 100).toFixed(1)} % covered`,
    ...missing.map(({ span, what }) => {
      const { line, character } = snapshot.textDocument.positionAt(span.start);
      return `  ${path}:${line + 1}:${character + 1}: ${shown(what)}`;
    }),
  ];
}

function unseen({ tool, list, words, canPass, canFail, passed, failed }: Coverage["branches"][number]): string {
  const never = [canPass && passed === 0 ? "pass" : "", canFail && failed === 0 ? "fail" : ""].filter(Boolean);
  return `${tool ?? "all_tools"}, ${list} (${words}) was never seen to ${never.join(" or to ")}`;
}

/** As geninfo writes it: a line for each entry of `tools`, two branches for each predicate and limit. */
function lcovLines({ path, snapshot, counter }: TestedPolicy): string[] {
  const lineOf = (start: number): number => snapshot.textDocument.positionAt(start).line + 1;
  const branches = counter.branches.flatMap(({ span, canPass, canFail, passed, failed }, block) => {
    const line = lineOf(span.start);
    const reached = passed + failed > 0;
    const taken = (count: number): string => (reached ? String(count) : "-");
    return [
      ...(canPass ? [{ line: `BRDA:${line},${block},0,${taken(passed)}`, hit: passed > 0 }] : []),
      ...(canFail ? [{ line: `BRDA:${line},${block},1,${taken(failed)}`, hit: failed > 0 }] : []),
    ];
  });
  return [
    "TN:",
    `SF:${path}`,
    ...branches.map(({ line }) => line),
    `BRF:${branches.length}`,
    `BRH:${branches.filter(({ hit }) => hit).length}`,
    ...counter.tools.map(({ span, called }) => `DA:${lineOf(span.start)},${called}`),
    `LF:${counter.tools.length}`,
    `LH:${counter.tools.filter(({ called }) => called > 0).length}`,
    "end_of_record",
  ];
}
