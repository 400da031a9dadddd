/**
 * `npm run fuzz`: tries the properties of `properties.ts` for `FUZZ_SECONDS` (600), round after round. Stops at the first
 * finding with its seed, its path and the smallest case, and exit code 1. `FUZZ_SEED`, `FUZZ_PATH` and `FUZZ_PROPERTY` run
 * one again; `FUZZ_MESSAGES=1000000` tries what is about the gateway alone, until so many messages were sent. The properties run
 * in a worker, so that this side can name the case that hangs or uses up the memory.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { compileSchema } from "../../server/schema/compileSchema.mjs";

/**
 * In milliseconds of processor time: no case needs a hundredth of it. A machine that is busy with other things gives it later,
 * but a case that waits for nothing at all ends, too.
 */
const longestCase = 60_000;
const longestWait = 20 * longestCase;

const { FUZZ_SECONDS, FUZZ_SEED, FUZZ_PATH, FUZZ_PROPERTY, FUZZ_MESSAGES } = process.env;
const folder = mkdtempSync(join(tmpdir(), "mcp-policy-fuzz-"));
try {
  process.exitCode = await fuzz();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns {Promise<number>} The exit code. */
async function fuzz() {
  await compileSchema();
  const bundle = join(folder, "fuzz.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("main.ts", import.meta.url))],
    outfile: bundle,
    bundle: true,
    platform: "node",
    target: "node20.12",
    format: "esm",
    mainFields: ["module", "main"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  process.setSourceMapsEnabled(true);
  const worker = new Worker(bundle, {
    workerData: {
      seconds: Number(FUZZ_SECONDS ?? 600),
      seed: FUZZ_SEED === undefined ? undefined : Number(FUZZ_SEED),
      path: FUZZ_PATH,
      property: FUZZ_PROPERTY,
      messages: FUZZ_MESSAGES === undefined ? undefined : Number(FUZZ_MESSAGES),
    },
  });
  return new Promise((resolve) => {
    let current;
    let lastSign = { at: Date.now(), used: process.cpuUsage() };
    const watch = setInterval(() => {
      const { user, system } = process.cpuUsage(lastSign.used);
      const took = (user + system) / 1_000;
      if (took > longestCase || Date.now() - lastSign.at > longestWait)
        end(1, `Finding: no end after ${(took / 1_000).toFixed(0)} s of processor time`);
    }, 1_000);
    let hasEnded = false;
    const end = (exitCode, remark) => {
      // Ending the worker makes it exit, with a code that says nothing of what was found.
      if (hasEnded) return;
      hasEnded = true;
      clearInterval(watch);
      if (remark !== undefined) console.log(`\n${remark}\n${inspect(current, { depth: 9, maxStringLength: 20_000 })}`);
      void worker.terminate().then(() => resolve(exitCode));
    };
    worker.on("message", (message) => {
      lastSign = { at: Date.now(), used: process.cpuUsage() };
      if ("line" in message) console.log(message.line);
      else if ("exitCode" in message) end(message.exitCode);
      else current = message;
    });
    worker.once("error", (error) => end(1, `Finding: ${error.stack ?? error}`));
    worker.once("exit", (exitCode) => end(exitCode === 0 ? 0 : 1));
  });
}
