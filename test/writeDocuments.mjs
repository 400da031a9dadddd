/**
 * `npm run docs`: writes what the documents and the manifest take from the code (the rules' pages, tables and settings),
 * and formats it. The tests compare it.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** @param {string} program @param {string[]} words @param {Record<string, string>} variables */
function run(program, words, variables = {}) {
  const script = fileURLToPath(import.meta.resolve(program));
  const env = { ...process.env, ...variables };
  return spawnSync(process.execPath, [script, ...words], { cwd: projectFolder, stdio: "inherit", env }).status ?? 1;
}

const vitest = ["run", "--config", "test/vitest.config.mjs"];
// One after the other: the tables of the second read the settings that the first writes.
const tests = ["test/rules/documents.test.ts", "test/docs.test.ts"];
for (const test of tests) run("../node_modules/vitest/vitest.mjs", [...vitest, test], { UPDATE_DOCS: "1" });
run("../node_modules/@biomejs/biome/bin/biome", [
  "format",
  "--write",
  "package.json",
  "README.md",
  "docs",
  "server/schema",
]);
process.exitCode = run("../node_modules/vitest/vitest.mjs", [...vitest, ...tests]);
