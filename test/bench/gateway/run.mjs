/**
 * `npm run bench:gateway`: what the gateway adds to a call over stdio and HTTP, beside the same server called directly and a
 * pass-through made of the SDK's two transports, in turns in one run, `--rounds=5` times. Writes docs/BENCHMARKS-gateway.md. Leave
 * the machine alone meanwhile.
 */
import { spawn } from "node:child_process";
import { copyFileSync, cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const projectFolder = fileURLToPath(new URL("../../..", import.meta.url));
const outfile = `${projectFolder}/dist/bench-gateway/main.js`;
await build({
  entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20.12",
  format: "cjs",
  logLevel: "warning",
});
// A copy, so that someone who builds meanwhile does not change what is measured.
copyFileSync(`${projectFolder}/dist/cli.js`, `${projectFolder}/dist/bench-gateway/cli.js`);
cpSync(`${projectFolder}/dist/cli`, `${projectFolder}/dist/bench-gateway/cli`, { recursive: true });
const child = spawn(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: projectFolder, stdio: "inherit" });
child.once("close", (exitCode) => {
  process.exitCode = exitCode ?? 1;
});
