/**
 * Installs into this checkout what the command line is built from, and nothing that only tests need:
 * `node packaging/installForBuild.mjs`. The versions are those of package-lock.json.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const projectFolder = fileURLToPath(new URL("..", import.meta.url));
const read = (file) => readFileSync(join(projectFolder, file), "utf8");

/**
 * The packages that the sources of the command line and its build script import, with the versions of package.json.
 *
 * @returns {Record<string, string>}
 */
export function packagesOfCli() {
  const { devDependencies } = JSON.parse(read("package.json"));
  const sources = readdirSync(join(projectFolder, "server"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.m?ts$|\.mjs$/.test(file))
    .map((file) => join("server", file));
  const imported = new Set([...sources, "esbuild.mjs"].flatMap((file) => importedPackages(read(file))));
  return Object.fromEntries(Object.entries(devDependencies).filter(([name]) => imported.has(name)));
}

/** @param {string} text */
function importedPackages(text) {
  return [...text.matchAll(/(?:from|import\(|import)\s*"((?:@[\w.-]+\/)?[\w.-]+)[^"]*"/g)].map(([, name]) => name);
}

/** Installs them next to the checkout's files and moves them into place at the end, so half of them never look like all. */
function installForBuild() {
  const folder = mkdtempSync(join(projectFolder, ".install-"));
  try {
    const dependencies = packagesOfCli();
    const lock = JSON.parse(read("package-lock.json"));
    lock.packages[""] = { dependencies };
    const write = (file, value) => writeFileSync(join(folder, file), JSON.stringify(value));
    write("package.json", { dependencies });
    write("package-lock.json", lock);
    copyFileSync(join(projectFolder, ".npmrc"), join(folder, ".npmrc"));
    execFileSync("npm", ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: folder,
      stdio: ["ignore", 2, "inherit"], // The output of the program that calls this one is a path.
      shell: process.platform === "win32", // There npm is a script.
    });
    renameSync(join(folder, "node_modules"), join(projectFolder, "node_modules"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) installForBuild();
