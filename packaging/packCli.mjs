/**
 * `npm run pack:cli`: packs the command line, which `dist/cli.js` is with the parts in `dist/cli`, as a package of its own: `mcp-policy-<version>.tgz`.
 * It has no dependencies and needs no build, so it can be installed offline and kept in a repository.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { thirdPartyNotices } from "./thirdPartyNotices.mjs";

const projectFolder = fileURLToPath(new URL("..", import.meta.url));
const bundle = join(projectFolder, "dist/cli.js");

/** The bound on the packed command line, in bytes. */
export const packedLimit = 1_000_000;

/**
 * Packs the command line that has been built.
 *
 * @param {string} [destination] the folder that gets the package
 * @returns {string} the path of the package
 */
export function packCli(destination = projectFolder) {
  const folder = mkdtempSync(join(tmpdir(), "mcp-policy-pack-"));
  try {
    const manifest = cliManifest();
    writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
    copyFileSync(bundle, join(folder, "cli.js"));
    cpSync(join(projectFolder, "dist/cli"), join(folder, "cli"), {
      recursive: true,
      filter: (path) => !path.endsWith(".map"),
    });
    copyFileSync(join(projectFolder, "LICENSE"), join(folder, "LICENSE"));
    copyFileSync(join(projectFolder, "packaging/cli/README.md"), join(folder, "README.md"));
    // What SARIF's links lead to, and what those pages lead to.
    cpSync(join(projectFolder, "docs"), join(folder, "docs"), {
      recursive: true,
      filter: (path) => path.endsWith(".md") || (statSync(path).isDirectory() && basename(path) !== "images"),
    });
    writeFileSync(join(folder, "ThirdPartyNotices.txt"), `${thirdPartyNotices([bundle])}\n`);
    execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", resolve(destination)], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32", // There npm is a script.
    });
    return join(resolve(destination), `${manifest.name}-${manifest.version}.tgz`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What is true of the command line, out of what is true of the whole project. The project names no repository until there is
 * one; the workflow that publishes names its own, which npm compares with the package's provenance.
 */
function cliManifest() {
  const { PACKAGE_REPOSITORY: repository } = process.env;
  const { version, license, engines, type } = JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8"));
  return {
    name: "mcp-policy",
    version,
    description: "Checks, tests and simulates policy.json files of an MCP gateway in a terminal and in CI.",
    keywords: ["mcp", "policy", "gateway", "lint"],
    license,
    type,
    bin: { "mcp-policy": "cli.js" },
    files: ["cli.js", "cli", "ThirdPartyNotices.txt", "docs"],
    engines: { node: engines.node },
    ...(repository && { repository: { type: "git", url: `git+${repository}.git` } }),
  };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const file = packCli();
  const { size } = statSync(file);
  console.log(`${file.slice(projectFolder.length)}: ${Math.ceil(size / 1000)} kB of at most ${packedLimit / 1000} kB`);
  if (size >= packedLimit) process.exitCode = 1;
}
