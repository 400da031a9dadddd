/**
 * Part 4: work in bulk by the command line, ours as it is and as it was by turns: a long log, long tests, many policies. And
 * ours alone, at two sizes: fixing all old tools, and checking a long `hide`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { finished } from "node:stream/promises";
import { makePolicy, toolName } from "./policies";
import { commandLines, hasBefore } from "./servers";

/** What is done: a long log is replayed, tests make many calls, a folder of policies is checked. */
export const tasks = ["replay", "test", "check"] as const;

/** What is done to one long policy, at these sizes. */
export const longTasks = ["fix", "hide"] as const;
export const longSizes = [5_000, 20_000] as const;

const tools = 180;
const calls = 5_000_000;
const policies = 1_000;
const toolsOfEach = 200;

/** What one process took, from its start to its end. */
export interface MassRun {
  readonly seconds: number;
  /** Of all its threads together. */
  readonly cpuSeconds: number;
  /** Resident memory at most. */
  readonly peakMegabytes: number;
}

/** What was done, how much of it, and what it took; `before` is undefined where it could not be built. */
export interface MassResult {
  readonly calls: number;
  readonly megabytes: number;
  readonly policies: number;
  readonly runs: Readonly<
    Record<(typeof tasks)[number], { readonly ours: MassRun; readonly before: MassRun | undefined }>
  >;
  /** A run for each of `longSizes`. */
  readonly long: Readonly<Record<(typeof longTasks)[number], readonly MassRun[]>>;
}

/** Runs each task once: it takes so long that the start of a process does not count. */
export async function measureMass(): Promise<MassResult> {
  const folder = mkdtempSync(join(tmpdir(), "mcp-policy-mass-"));
  try {
    const words = await prepare(folder);
    const usage = join(folder, "usage.cjs");
    writeFileSync(usage, saysUsage);
    const runs = {} as Record<(typeof tasks)[number], { ours: MassRun; before: MassRun | undefined }>;
    for (const task of tasks) {
      const ours = await run(usage, commandLines.ours, words[task]);
      runs[task] = { ours, before: hasBefore ? await run(usage, commandLines.before, words[task]) : undefined };
    }
    const megabytes = statSync(join(folder, "calls.jsonl")).size / 1e6;
    return { calls, megabytes, policies, runs, long: await measureLong(folder, usage) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureLong(folder: string, usage: string): Promise<MassResult["long"]> {
  const long: Record<(typeof longTasks)[number], MassRun[]> = { fix: [], hide: [] };
  const file = join(folder, "long.policy.json");
  for (const count of longSizes) {
    const names = Array.from({ length: count }, (_, index) => `"tool_${index}"`);
    const oldTools = names.map((name) => `${name}: {"action": "deny", "reason": "Not now."}`);
    writeFileSync(file, `{"version": "1", "default": "deny", "tools": {\n${oldTools.join(",\n")}\n}}`);
    long.fix.push(await run(usage, commandLines.ours, ["check", "--fix", file]));
    writeFileSync(file, `{"version": "1", "default": "allow", "hide": [\n${names.join(",\n")}\n], "tools": {}}`);
    long.hide.push(await run(usage, commandLines.ours, ["check", file]));
  }
  return long;
}

/** Writes what the tasks are about, and says how each is called. */
async function prepare(folder: string): Promise<Record<(typeof tasks)[number], readonly string[]>> {
  const policy = join(folder, "policy.json");
  writeFileSync(policy, makePolicy(tools).text);
  const log = join(folder, "calls.jsonl");
  await writeLog(log);
  const tests = join(folder, "bench.policy-test.json");
  writeFileSync(tests, testFile());
  const many = join(folder, "policies");
  mkdirSync(many);
  const { text } = makePolicy(toolsOfEach);
  for (let index = 0; index < policies; index++)
    // No two of them alike: nothing can be kept from one to the next.
    writeFileSync(join(many, `${index}.policy.json`), text.replaceAll(/_(\d+)"/g, `_$1_${index}"`));
  return {
    replay: ["replay", policy, log],
    test: ["test", tests],
    check: ["check", `${many}/*.json`, "--format", "json"],
  };
}

async function writeLog(path: string): Promise<void> {
  const log = createWriteStream(path);
  const callsOfChunk = 1_000;
  for (let first = 0; first < calls; first += callsOfChunk) {
    let lines = "";
    for (let index = first; index < first + callsOfChunk; index++) lines += `${JSON.stringify(recordedCall(index))}\n`;
    if (!log.write(lines)) await once(log, "drain");
  }
  log.end();
  await finished(log);
}

function recordedCall(index: number): object {
  return {
    name: toolName(index % tools),
    arguments: { model: "res.partner", amount: index % 500, currency: "EUR", text: "x".repeat(index % 60) },
    at: 1_767_225_600_000 + index * 50,
    grant: `grant ${index % 20}`,
  };
}

/** Tests that make as many calls, of tools with and without rules. */
function testFile(): string {
  const repeat = 100_000;
  const tests = Array.from({ length: calls / repeat }, (_, index) => ({
    name: `test ${index}`,
    calls: [
      {
        tool: toolName(index),
        arguments: { amount: 1, currency: "EUR", customer: "c", state: "draft" },
        repeat,
        every: "1m",
      },
    ],
  }));
  return JSON.stringify({ policy: "policy.json", tests });
}

/** A module that says what the process took when it ends, as the last line of standard error. */
const saysUsage = `const { isMainThread } = require("node:worker_threads");
if (isMainThread)
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    // What resourceUsage knows may be the memory of the process that started this one.
    let peak = maxRSS;
    try { peak = Number(/^VmHWM:\\s+(\\d+)/m.exec(require("node:fs").readFileSync("/proc/self/status", "utf8"))[1]); } catch {}
    require("node:fs").writeSync(2, "\\n" + JSON.stringify({ cpu: userCPUTime + systemCPUTime, peak }));
  });
`;

function run(usage: string, commandLine: string, words: readonly string[]): Promise<MassRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--require", usage, commandLine, ...words], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      const seconds = (performance.now() - startedAt) / 1_000;
      // A warning or a test that fails ends with 1.
      if (code !== 0 && code !== 1) reject(new Error(`mcp-policy ${words[0]} ended with ${code}: ${said}`));
      const { cpu, peak } = JSON.parse(said.slice(said.lastIndexOf("\n") + 1)) as { cpu: number; peak: number };
      resolve({ seconds, cpuSeconds: cpu / 1e6, peakMegabytes: peak / 1_024 });
    });
  });
}
