import { join } from "node:path";
import { Argument, Command, Option } from "commander";
import { isDynamicPattern } from "tinyglobby";
import { counted } from "../policy/words/plain/plural";
import { findFiles } from "./findFiles";
import { github } from "./formats/tests/github";
import { json } from "./formats/tests/json";
import { junit } from "./formats/tests/junit";
import { lcov } from "./formats/tests/lcov";
import { isRefused, isTooLittle, type TestedFile, type TestFormat, type TestRun } from "./formats/tests/tested";
import { failureLines, text } from "./formats/tests/text";
import { type Percent, readPercent } from "./percent";
import { type ConfigChoice, ProjectConfigs, withConfigOptions } from "./projectConfig";
import { slashed } from "./readText";
import { reportRoot } from "./reportRoot";
import { runTestFiles } from "./runTestFiles";
import { note, print, UsageError } from "./terminal";
import { testMutants } from "./testMutants";
import { type LookAt, watchFiles } from "./watchFiles";

const formats = { text, json, junit, github } satisfies Record<string, TestFormat>;

const examples = `
Ends with 1 when a decision differs, when coverage is too low, or when the gateway would refuse a policy or, with
--mutants, when a weaker policy passes all tests; with 2 when a file cannot be read.

Examples:
  mcp-policy test
  mcp-policy test policies
  mcp-policy test --coverage text --min-coverage 100
  mcp-policy test --mutants
  mcp-policy test --watch
  mcp-policy test --format junit > policy-tests.xml
  mcp-policy test --coverage lcov > lcov.info`;

interface Options {
  readonly format: keyof typeof formats;
  readonly coverage?: "text" | "lcov";
  readonly minCoverage?: Percent;
  readonly root?: string;
  readonly config?: ConfigChoice;
  readonly watch?: true;
  readonly mutants?: true;
}

/** `test`: makes the calls of policy tests, and says which were decided otherwise and what no test has seen. */
export function testCommand(): Command {
  return withConfigOptions(new Command("test"))
    .description("run the tests of *.policy-test.json files")
    .addArgument(new Argument("[files...]", "files, folders or quoted patterns").default(["."], "."))
    .addOption(new Option("-f, --format <format>", "how to print it").choices(Object.keys(formats)).default("text"))
    .addOption(new Option("--coverage <format>", "what the tests cover of each policy").choices(["text", "lcov"]))
    .option("--min-coverage <percent>", "fail when coverage is lower", readPercent)
    .option("--root <folder>", "what paths in github, junit and lcov are relative to (default: the repository)")
    .option("--mutants", "weaken each policy step by step, and say what no test notices (text or json)")
    .option("-w, --watch", "run again when a test or a policy changes, until Ctrl+C")
    .addHelpText("after", examples)
    .action(async (words: readonly string[], options: Options) => {
      const { format, coverage, watch, mutants } = options;
      if (words.includes("-"))
        throw new UsageError("A test file is next to its policy, and cannot be read from standard input.");
      if (coverage === "lcov" && format !== "text")
        throw new UsageError(`--coverage lcov prints only the coverage. Run it again with --format ${format}.`);
      if (watch === true && (coverage === "lcov" || format !== "text"))
        throw new UsageError(`--watch shows text: ${coverage === "lcov" ? "lcov" : format} is for a single run.`);
      if (mutants === true && (watch === true || coverage !== undefined || (format !== "text" && format !== "json")))
        throw new UsageError(
          "--mutants is a run of its own: with --format text or json, without --coverage and --watch.",
        );
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
      for (const word of words)
        for (const path of [isDynamicPattern(word) ? "." : word, join(word, "any")]) lookAt(path);
      await runTests(words, options, lookAt);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.exitCode = 2;
      note(error.message);
    }
    process.on("SIGINT", end);
  });
}

/** Runs the tests once, and sets the exit code. */
async function runTests(
  words: readonly string[],
  { format, coverage, minCoverage, root, config, mutants }: Options,
  lookAt: LookAt = () => {},
): Promise<void> {
  const configs = new ProjectConfigs(config);
  const wanted = { takes: (path: string) => configs.takes(path, "test"), name: "policy tests" };
  const found = await findFiles(words, wanted);
  const { files: ran, policies } = await runTestFiles(
    found.files.map(({ path }) => path),
    configs,
    lookAt,
  );
  const files: readonly TestedFile[] = [
    ...found.lost.map(({ path, problem }) => ({ path: slashed(path), problem, place: undefined })),
    ...ran,
  ];
  const seesTooLittle = policies.some((policy) => isTooLittle(policy, minCoverage));
  const run: TestRun = {
    files,
    policies,
    minCoverage,
    showsUnseen: coverage === "text" || seesTooLittle,
    root: reportRoot(root),
  };
  // With lcov the result is the coverage alone, so that it can be written into a file.
  if (coverage === "lcov") {
    for (const file of files) if ("results" in file) print(failureLines(file, "err").join("\n"), "text", "err");
    print(lcov(run));
  } else if (mutants !== true) print(formats[format](run), format === "github" ? "workflow" : "text");
  else for (const file of files) if ("results" in file) print(failureLines(file, "err").join("\n"), "text", "err");
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
  const unrun = ran.filter((file) => "problem" in file);
  const notRun = unrun.length;
  const others = notRun === 0 ? "" : `, ${counted(notRun, "file")} not run`;
  // "0 failed" is no good news where no file could be looked at.
  if (isBroken && results.length === 0 && unrun.every(({ place }) => place === undefined)) note("No test was run.");
  else note(`${counted(results.length - failed, "test")} passed, ${failed} failed${others}.`);
  if (seesTooLittle) note(`The tests cover less than ${minCoverage?.text} % of a policy.`);
  // A policy that the gateway would refuse, as was said when it was read, is not to be green.
  const isNoticed =
    mutants !== true || (await testMutants(files, policies, format === "json" ? "json" : "text", configs));
  process.exitCode = isBroken ? 2 : failed > 0 || seesTooLittle || policies.some(isRefused) || !isNoticed ? 1 : 0;
  configs.report();
}
