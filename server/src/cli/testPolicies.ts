import { Command, InvalidArgumentError, Option } from "commander";
import { isDynamicPattern } from "tinyglobby";
import { findFiles } from "./findFiles";
import { github } from "./formats/tests/github";
import { json } from "./formats/tests/json";
import { junit } from "./formats/tests/junit";
import { lcov } from "./formats/tests/lcov";
import { errorsOf, isTooLittle, type TestFormat, type TestRun } from "./formats/tests/tested";
import { failureLines, text } from "./formats/tests/text";
import { runTestFiles } from "./runTestFiles";
import { counted, note, print, UsageError } from "./terminal";
import { type LookAt, watchFiles } from "./watchFiles";

const formats = { text, json, junit, github } satisfies Record<string, TestFormat>;

const examples = `
Ends with 1 when a verdict differs, when the tests see too little, or when the gateway would refuse a policy; with 2
when a file cannot be read.

Examples:
  mcp-policy test
  mcp-policy test "policies/**/*.policy-test.json"
  mcp-policy test --coverage text --min-coverage 100
  mcp-policy test --watch
  mcp-policy test --format junit > policy-tests.xml
  mcp-policy test --coverage lcov > lcov.info`;

interface Options {
  readonly format: keyof typeof formats;
  readonly coverage?: "text" | "lcov";
  readonly minCoverage?: number;
  readonly watch?: true;
}

/** `test`: makes the calls of policy tests, and says which were decided otherwise and what no test has seen. */
export function testCommand(): Command {
  return new Command("test")
    .description("make the calls of *.policy-test.json files, and compare the verdicts")
    .argument("[files...]", "files, or quoted patterns", ["**/*.policy-test.json"])
    .addOption(new Option("-f, --format <format>", "how to print it").choices(Object.keys(formats)).default("text"))
    .addOption(new Option("--coverage <format>", "what the tests have seen of each policy").choices(["text", "lcov"]))
    .option("--min-coverage <percent>", "fail when they have seen less", percentIn)
    .option("-w, --watch", "run again when a test or a policy changes, until Ctrl+C")
    .addHelpText("after", examples)
    .action(async (words: readonly string[], options: Options) => {
      const { format, coverage, watch } = options;
      if (words.includes("-"))
        throw new UsageError("A test file stands beside its policy, and cannot be read from standard input.");
      if (coverage === "lcov" && format !== "text")
        throw new UsageError(
          `--coverage lcov prints the coverage alone. Run it a second time with --format ${format}.`,
        );
      if (watch === true && (coverage === "lcov" || format !== "text"))
        throw new UsageError(`--watch shows text: ${coverage === "lcov" ? "lcov" : format} is for a single run.`);
      await (watch === true ? watchTests(words, options) : runTests(words, options));
    });
}

/**
 * Runs the tests whenever something has changed. Ctrl+C ends it with the exit code of the last run; while the tests run,
 * it ends them at once, as it ends any process.
 */
async function watchTests(words: readonly string[], options: Options): Promise<void> {
  const end = (): never => process.exit();
  await watchFiles(async (lookAt) => {
    process.off("SIGINT", end);
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
    process.on("SIGINT", end);
  });
}

function percentIn(given: string): number {
  const percent = Number(given);
  if (given.trim() === "" || !(percent >= 0 && percent <= 100))
    throw new InvalidArgumentError("It is a number from 0 to 100.");
  return percent;
}

/** Runs the tests once, and sets the exit code. */
async function runTests(
  words: readonly string[],
  { format, coverage, minCoverage }: Options,
  lookAt: LookAt = () => {},
): Promise<void> {
  const { files, policies } = await runTestFiles(await findFiles(words), lookAt);
  const seesTooLittle = policies.some((policy) => isTooLittle(policy, minCoverage));
  const run: TestRun = { files, policies, minCoverage, showsUnseen: coverage === "text" || seesTooLittle };
  // With lcov the result is the coverage alone, so that it can be written into a file.
  if (coverage === "lcov") {
    for (const file of files)
      if ("results" in file) for (const line of failureLines(file, process.stderr)) process.stderr.write(`${line}\n`);
    print(lcov(run));
  } else print(formats[format](run));
  let isBroken = false;
  for (const file of files)
    if ("problem" in file) {
      isBroken = true;
      note(
        file.place === undefined
          ? file.problem
          : `${file.path}:${file.place.line}:${file.place.column}: ${file.problem}`,
      );
    }
  const results = files.flatMap((file) => ("results" in file ? file.results : []));
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  note(`${counted(results.length - failed, "test")} passed, ${failed} failed.`);
  if (seesTooLittle) note(`The tests see less than ${minCoverage} % of a policy.`);
  // A policy that the gateway would refuse, as was said when it was read, is not to be green.
  const isRefused = policies.some((policy) => errorsOf(policy) > 0);
  process.exitCode = isBroken ? 2 : failed > 0 || seesTooLittle || isRefused ? 1 : 0;
}
