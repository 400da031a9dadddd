/**
 * `npm test`: everything that has to hold, one step after the other, whatever becomes of the step before.
 *
 * The last line is `N passed, N failed`: all tests of all suites, and each check as one. A step that ends badly without
 * saying what failed counts as one failure, so that nothing that died can look green; so does one that cannot run at all.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { provideRedis } from "./gateway/counters/provideRedis.mjs";
import { isShownInBrowser } from "./vscodeHost/pickVSCode.mjs";
import { provideBrowser } from "./vscodeHost/provideBrowser.mjs";

const projectFolder = fileURLToPath(new URL("..", import.meta.url));
const reportFolder = mkdtempSync(join(tmpdir(), "mcp-policy-tests-"));

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ script: string, words?: string[], count?: (output: string) => Counts | undefined, needs?: () => unknown }} Step
 *   A script of package.json. `count` reads the numbers of a suite; a step without it is a single check. `needs` provides
 *   what the step runs with, and throws where that cannot be had.
 */

/** @type {Step[]} */
const steps = [
  { script: "build", words: ["--tests"] },
  { script: "typecheck" },
  // `biome ci` colours what it prints wherever it goes.
  { script: "lint", words: process.stdout.isTTY ? [] : ["--colors=off"] },
  { script: "boundaries" },
  { ...vitestSuite("test:unit"), needs: () => provideRedis() },
  { script: "test:grammar", count: countClosingLine },
  { script: "test:extension", count: countClosingLine, needs: () => isShownInBrowser() && provideBrowser() },
  { ...vitestSuite("test:ui"), needs: provideBrowser },
];

const results = [];
for (const step of steps) results.push(await run(step));
rmSync(reportFolder, { recursive: true, force: true });
printSummary(results);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;

/**
 * @param {Step} step
 * @returns {Promise<Counts & { script: string, seconds: number, remark: string }>}
 */
async function run({ script, words = [], count, needs }) {
  console.log(`\n=== ${script}`);
  const startedAt = Date.now();
  try {
    needs?.();
  } catch (error) {
    console.log(error.message);
    return { script, seconds: 0, ...check(false), remark: `could not run: ${error.message}` };
  }
  const { exitCode, output } = await runScript(script, words);
  const seconds = (Date.now() - startedAt) / 1000;
  const succeeded = exitCode === 0;
  if (!count) return { script, seconds, ...check(succeeded), remark: "" };

  const counts = count(stripVTControlCharacters(output));
  if (!counts) return { script, seconds, ...check(false), remark: "ended without saying how many tests passed" };
  if (succeeded && counts.passed + counts.failed === 0) {
    return { script, seconds, ...check(false), remark: "ran no tests" };
  }
  if (!succeeded && counts.failed === 0) {
    return { script, seconds, ...counts, failed: 1, remark: `exit code ${exitCode}, though no test failed` };
  }
  return { script, seconds, ...counts, remark: "" };
}

/**
 * @param {boolean} succeeded
 * @returns {Counts}
 */
function check(succeeded) {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 };
}

/**
 * Runs a script of package.json, shows what it prints and keeps it.
 *
 * @param {string} script
 * @param {string[]} words
 * @returns {Promise<{ exitCode: number | null, output: string }>}
 */
function runScript(script, words) {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", ["run", "--silent", script, "--", ...words], {
      cwd: projectFolder,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: "1" }) },
    });
    let output = "";
    const show = (chunk, target) => {
      output += chunk;
      target.write(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", (chunk) => show(chunk, process.stdout));
    child.stderr.setEncoding("utf8").on("data", (chunk) => show(chunk, process.stderr));
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });
}

/**
 * Reads the last line of the form `N passed, N failed[, N skipped]`.
 *
 * @param {string} output
 * @returns {Counts | undefined}
 */
function countClosingLine(output) {
  const closingLines = [...output.matchAll(/^\s*(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/gm)];
  const last = closingLines.at(-1);
  return last && { passed: Number(last[1]), failed: Number(last[2]), skipped: Number(last[3] ?? 0) };
}

/**
 * A suite under vitest, which writes its numbers to a report beside what it shows.
 *
 * @param {string} script
 * @returns {Step}
 */
function vitestSuite(script) {
  const report = join(reportFolder, `${script.replace(":", "-")}.json`);
  return {
    script,
    words: ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    count: () => countReport(report),
  };
}

/**
 * Reads vitest's report. A test file that cannot be loaded holds no test that could fail, so it counts by itself.
 *
 * @param {string} file
 * @returns {Counts | undefined}
 */
function countReport(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {(Counts & { script: string, seconds: number, remark: string })[]} results */
function printSummary(results) {
  console.log("\n=== summary");
  for (const { script, seconds, passed, failed, skipped, remark } of results) {
    const columns = [
      failed > 0 ? "FAIL" : "ok  ",
      script.padEnd(16),
      `${seconds.toFixed(1)} s`.padStart(8),
      `${passed} passed`.padStart(12),
      `${failed} failed`.padStart(10),
      skipped > 0 ? `${skipped} skipped` : "",
      remark,
    ];
    console.log(columns.join("  ").trimEnd());
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
}
