/** Part 4: a recorded log, replayed by the command line. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { finished } from "node:stream/promises";
import { makePolicy, toolName } from "./policies";

const tools = 180;
const calls = 500_000;

/** What one replay took, from the start of the process to its end. */
export interface ReplayResult {
  readonly calls: number;
  readonly megabytes: number;
  readonly seconds: number;
  /** Resident memory at most. */
  readonly peakMegabytes: number;
}

/** Replays a log of half a million calls over 180 tools, with arguments and instants, from a file. */
export async function measureReplay(): Promise<ReplayResult> {
  const folder = mkdtempSync(join(tmpdir(), "mcp-policy-replay-"));
  try {
    const log = join(folder, "calls.jsonl");
    writeFileSync(join(folder, "policy.json"), makePolicy(tools).text);
    writeFileSync(
      join(folder, "peak.cjs"),
      'process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)));',
    );
    await writeLog(log);
    const startedAt = performance.now();
    const peak = await replay(folder, log);
    const seconds = (performance.now() - startedAt) / 1_000;
    return { calls, megabytes: statSync(log).size / 1e6, seconds, peakMegabytes: peak / 1_024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeLog(path: string): Promise<void> {
  const log = createWriteStream(path);
  for (let index = 0; index < calls; index++) {
    const call = {
      name: toolName(index % tools),
      arguments: { model: "res.partner", amount: index % 500, currency: "EUR", text: "x".repeat(index % 60) },
      at: 1_767_225_600_000 + index * 50,
      grant: `grant ${index % 20}`,
    };
    if (!log.write(`${JSON.stringify(call)}\n`)) await once(log, "drain");
  }
  log.end();
  await finished(log);
}

/** Kilobytes resident at most. */
function replay(folder: string, log: string): Promise<number> {
  const words = [
    "--require",
    join(folder, "peak.cjs"),
    "dist/bench/cli.js",
    "replay",
    join(folder, "policy.json"),
    log,
  ];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const peak = Number(said);
      if (code === 0 && peak > 0) resolve(peak);
      else reject(new Error(`mcp-policy replay ended with ${code}: ${said}`));
    });
  });
}
