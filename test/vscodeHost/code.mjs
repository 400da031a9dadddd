#!/usr/bin/env node
/**
 * Stands in for the `code` executable that @vscode/test-cli starts: takes the same arguments, runs the same tests in the
 * extension host of the VS Code that npm ships, prints what the tests print and exits with their result.
 */
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseCommandLine } from "./commandLine.mjs";
import { openBrowser } from "./openBrowser.mjs";
import { startHost } from "./startHost.mjs";

const testLimitSeconds = 900;
const shimFile = fileURLToPath(new URL("./testShim.cjs", import.meta.url));
const artifactFolder = resolve(".vscode-test/host");
const outputFile = join(artifactFolder, "tests.out");
const passedFile = `${outputFile}.passed`;

const { targets, options } = parseCommandLine(process.argv.slice(2));
const testEntry = options.get("extensionTestsPath")?.at(-1);
if (!testEntry) {
  console.error("This stand-in for `code` only runs tests: --extensionTestsPath=… is missing");
  process.exit(2);
}

mkdirSync(artifactFolder, { recursive: true });
writeFileSync(outputFile, "");
rmSync(passedFile, { force: true });
const hostLog = createWriteStream(join(artifactFolder, "host.log"));
/** @param {string} line */
const log = (line) => void hostLog.write(`${line}\n`);

/** Ends what has been started so far, the last first. */
const cleanUps = [];
const cleanUp = async () => {
  while (cleanUps.length > 0) await cleanUps.pop()();
};
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await cleanUp();
    process.exit(130);
  });
}

const printNew = followOutput();
const ticker = setInterval(printNew, 100);
const exitCode = await runTests().catch((error) => {
  console.error(`${error.message} (more in ${artifactFolder})`);
  return 1;
});
await cleanUp();
clearInterval(ticker);
printNew();
if (exitCode === 0 && !existsSync(passedFile)) {
  console.error("The extension host ended before the tests did");
  process.exit(1);
}
process.exit(exitCode);

/** @returns {Promise<number>} the exit code that VS Code reports */
async function runTests() {
  const host = await startHost({
    extensionTests: true,
    settings: preparedSettings(),
    environment: { HOST_TEST_ENTRY: resolve(testEntry), HOST_TEST_OUTPUT: outputFile },
    log,
  });
  cleanUps.push(host.stop);
  const { browser, page, refusedHosts } = await openBrowser();
  cleanUps.push(() => browser.close());
  const developed = (options.get("extensionDevelopmentPath") ?? []).map((folder) => host.remoteUri(folder));
  const payload = [
    ...developed.map((uri) => ["extensionDevelopmentPath", uri]),
    ["extensionTestsPath", host.remoteUri(shimFile)],
  ];
  try {
    const broken = breakdown(page, host);
    broken.catch(() => {}); // Heard by whichever race runs; between two of them it must not end the process.
    let report;
    const reported = new Promise((settle) => {
      report = settle;
    });
    // VS Code's page hands the tests' result and its own log to these functions, if they exist when it loads.
    await page.exposeFunction("codeAutomationExit", report);
    await page.exposeFunction("codeAutomationLog", (type, values) =>
      log(`[window ${type}] ${values.map(asText).join(" ")}`),
    );
    await Promise.race([page.goto(host.url(targets[0] ?? ".", payload)), broken]);
    return await Promise.race([reported, broken]);
  } catch (error) {
    await page.screenshot({ path: join(artifactFolder, "failure.png") }).catch(() => {});
    throw error;
  } finally {
    log(`Hosts outside this machine that the page asked for: ${[...refusedHosts].join(", ") || "none"}`);
  }
}

/**
 * Rejects when nothing more is to be expected of the run.
 *
 * @param {import("playwright-core").Page} page
 * @param {import("./startHost.mjs").Host} host
 * @returns {Promise<never>}
 */
function breakdown(page, host) {
  return new Promise((_, refuse) => {
    const overdue = () => refuse(new Error(`The tests did not end within ${testLimitSeconds} s`));
    setTimeout(overdue, testLimitSeconds * 1000).unref();
    page.once("crash", () => refuse(new Error("The page of VS Code crashed")));
    host.exited.then((code) => refuse(new Error(`The VS Code server ended (${code})`)));
  });
}

/** @param {unknown} value */
function asText(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Settings that the caller prepared in a profile of its own are honoured; the profile itself is always a fresh one. */
function preparedSettings() {
  const userDataFolder = options.get("user-data-dir")?.at(-1);
  const settingsFile = userDataFolder && join(userDataFolder, "User/settings.json");
  return settingsFile && existsSync(settingsFile) ? JSON.parse(readFileSync(settingsFile, "utf8")) : {};
}

/** @returns {() => void} prints what the tests have written since the last call */
function followOutput() {
  let printedLength = 0;
  return () => {
    const written = readFileSync(outputFile);
    process.stdout.write(written.subarray(printedLength));
    printedLength = written.length;
  };
}
