import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import type { Coverage } from "../policyTests/coverage";
import { CoverageCounter, coverageShare, isCovered } from "../policyTests/coverage";
import { policyPathsOf } from "../policyTests/policyPaths";
import type { PolicyTestFile } from "../policyTests/policyTestFile";
import { readPolicyTests } from "../policyTests/readPolicyTests";
import { runPolicyTest, type TestResult } from "../policyTests/runPolicyTests";
import { type Snapshot, snapshotOf } from "../service/snapshot";
import { findFiles } from "./findFiles";
import { openPolicy } from "./openPolicy";
import { readText } from "./readText";
import { counted, note, painter, print, shown, UsageError } from "./terminal";

const examples = `
Examples:
  mcp-policy test
  mcp-policy test policies/**/*.policy-test.json
  mcp-policy test --coverage text --min-coverage 100
  mcp-policy test --coverage lcov > lcov.info`;

interface Options {
  readonly coverage?: "text" | "lcov";
  readonly minCoverage?: number;
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
    .addHelpText("after", examples)
    .action(async (words: readonly string[], options: Options) => {
      process.exitCode = await runTests(words, options);
    });
}

function percentOf(text: string): number {
  const percent = Number(text);
  if (text.trim() === "" || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError("It is a number from 0 to 100.");
  return percent;
}

async function runTests(words: readonly string[], { coverage, minCoverage }: Options): Promise<0 | 1> {
  const policies = new Map<string, TestedPolicy>();
  let passed = 0;
  let failed = 0;
  const lines: string[] = [];
  for (const path of await findFiles(words)) {
    const { file, text } = await readTestFile(path);
    const policy = await policyOf(path, file, policies);
    for (const test of file.tests) {
      const result = runPolicyTest(policy.snapshot.policy, test, policy.counter);
      if (result.failures.length === 0) passed++;
      else {
        failed++;
        lines.push(...failureLines(path, text, result));
      }
    }
  }
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
  note(`${counted(passed, "test")} passed, ${failed} failed.`);
  if (isTooLittle) note(`The tests see less than ${minCoverage} % of a policy.`);
  return failed > 0 || isTooLittle ? 1 : 0;
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
): Promise<TestedPolicy> {
  const candidates = policyPathsOf(testPath, policy).map((path) => join(dirname(testPath), path));
  const path = candidates.find((candidate) => existsSync(candidate)) ?? candidates.at(-1) ?? "policy.json";
  const found = known.get(path);
  if (found !== undefined) return found;
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
