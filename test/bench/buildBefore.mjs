/**
 * Builds the commit that issue 16 compares with, from the repository's history, so that both are measured in one run. The
 * packages are today's, hence what differs is our own code.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const commit = "00d17b2";

/** What decides and what a text is made into, as they lay then. */
const engine = `export { decide } from "./server/src/policy/decide.ts"; export { snapshotOf } from "./server/src/service/snapshot.ts";`;

/**
 * Puts server.js, cli.js and engine.js of that commit into a folder. Says in a sentence why they cannot be had, for
 * instance in a copy without the history; then nothing is compared with them.
 *
 * @param {string} projectFolder
 * @param {string} outdir
 * @returns {Promise<string | undefined>}
 */
export async function buildBefore(projectFolder, outdir) {
  const source = mkdtempSync(join(tmpdir(), "mcp-policy-before-"));
  try {
    const archive = join(source, "source.tar");
    try {
      execFileSync("git", ["archive", "--output", archive, commit], { cwd: projectFolder, stdio: "pipe" });
      execFileSync("tar", ["-xf", archive, "-C", source], { stdio: "pipe" });
    } catch {
      return `Nothing is compared with commit ${commit}: the history of the repository is not here.`;
    }
    symlinkSync(join(projectFolder, "node_modules"), join(source, "node_modules"), "junction");
    execFileSync(process.execPath, ["esbuild.mjs"], { cwd: source, stdio: "pipe" });
    mkdirSync(outdir, { recursive: true });
    for (const file of ["server.js", "cli.js"]) copyFileSync(join(source, "dist", file), join(outdir, file));
    await build({
      absWorkingDir: source,
      stdin: { contents: engine, resolveDir: source },
      outfile: join(outdir, "engine.js"),
      bundle: true,
      platform: "node",
      target: "node20.12",
      format: "cjs",
      mainFields: ["module", "main"],
      logLevel: "warning",
    });
    return undefined;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}
