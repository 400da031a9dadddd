/**
 * `npm run bench`: bundles the benchmark into dist/bench and runs it. Whatever the bundle leaves outside is what we are
 * compared with, and is loaded as its users load it.
 */
import { spawn } from "node:child_process";
import { copyFileSync, cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildBefore } from "./buildBefore.mjs";

const projectFolder = fileURLToPath(new URL("../..", import.meta.url));
const outdir = "dist/bench";

rmSync(`${projectFolder}/${outdir}`, { recursive: true, force: true });
/** @satisfies {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: projectFolder,
  outdir,
  bundle: true,
  platform: "node",
  target: "node20.12",
  format: "cjs",
  // As in the product's bundle: jsonc-parser's "main" cannot be followed.
  mainFields: ["module", "main"],
  logLevel: "warning",
};
await build({
  ...common,
  entryPoints: [
    "test/bench/main.ts",
    "test/bench/computeWorker.ts",
    "test/bench/decidingWorker.ts",
    "test/bench/catalogueWorker.ts",
    "test/bench/reachWorker.ts",
    "test/bench/serversWorker.ts",
  ],
  external: [
    "@cedar-policy/cedar-wasm",
    "json-rules-engine",
    "vscode-json-languageservice",
    "vscode-languageserver-protocol",
  ],
  sourcemap: true,
});
await build({
  ...common,
  entryPoints: {
    jsonServer: "node_modules/vscode-langservers-extracted/lib/json-language-server/node/jsonServerMain.js",
  },
  minify: true,
});

// Our server with what it shares with the extension, and our command line. Copies, so that someone who builds meanwhile does not change what is measured.
for (const file of ["protocol.js", "server.js", "cli.js"])
  copyFileSync(`${projectFolder}/dist/${file}`, `${projectFolder}/${outdir}/${file}`);
for (const folder of ["server", "cli"])
  cpSync(`${projectFolder}/dist/${folder}`, `${projectFolder}/${outdir}/${folder}`, { recursive: true });

const whyNotBefore = await buildBefore(projectFolder, `${projectFolder}/${outdir}/before`);
if (whyNotBefore !== undefined) console.error(whyNotBefore);

// `--build` stops here, for someone who tries one part by hand.
if (!process.argv.includes("--build")) {
  const words = [`${outdir}/main.js`, ...process.argv.slice(2)];
  const child = spawn(process.execPath, words, { cwd: projectFolder, stdio: "inherit" });
  child.once("close", (exitCode) => {
    process.exitCode = exitCode ?? 1;
  });
}
