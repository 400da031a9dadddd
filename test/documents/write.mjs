/**
 * `npm run docs`: writes what the documents, the manifest and a schema take from the code (the rules' pages, tables and
 * settings), and formats it. The tests compare it.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileSchema } from "../../server/schema/compileSchema.mjs";
import { loadTypeScript } from "../loadTypeScript.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));

await compileSchema();
const { generatedFiles, leftOvers } = await loadTypeScript("test/documents/generated.ts", "documents");

const files = generatedFiles(project);
for (const path of leftOvers(project, files)) rmSync(join(project, path));
mkdirSync(join(project, "docs/rules"), { recursive: true });
for (const [path, text] of files) write(join(project, path), text);

const formatter = fileURLToPath(import.meta.resolve("../../node_modules/@biomejs/biome/bin/biome"));
const changed = ["package.json", "package.nls.json", "README.md", "docs", "server/schema"];
process.exitCode = spawnSync(process.execPath, [formatter, "format", "--write", ...changed], {
  cwd: project,
  stdio: "inherit",
}).status;

/** @param {string} file @param {string} text */
function write(file, text) {
  if (!existing(file).includes(text)) writeFileSync(file, text);
}

/** @param {string} file */
function existing(file) {
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    return [];
  }
}
