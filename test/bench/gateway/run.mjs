/**
 * `npm run bench:gateway`: what the gateway adds to a call over stdio, beside the same server called directly and a pass-through
 * made of the SDK's two transports, in turns in one run. Prints a table. Leave the machine alone meanwhile.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const here = import.meta.dirname;
const cli = resolve(here, "../../../dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "mcp-policy-bench-"));
const server = [join(here, "echoServer.mjs")];
const conditions = [{ path: "args.path", op: "regex", value: "^/tmp/" }];
const limits = [{ counter: "c", window: "day", max: 1e9, scope: "grant" }];
writeFileSync(
  join(folder, "policy.json"),
  JSON.stringify({ version: "1", default: "deny", tools: { read: { require: [{ conditions }], limits } } }),
);
const gateway = (...options) => [
  cli,
  "gateway",
  join(folder, "policy.json"),
  ...options,
  "--",
  process.execPath,
  ...server,
];

const ways = {
  direct: server,
  gateway: gateway(),
  "gateway with a log": gateway("--log", join(folder, "calls.jsonl"), "--log-values"),
  "SDK's transports": [join(here, "sdkPassThrough.mjs"), ...server],
};

const rounds = 5;
const warmUp = 500;
const oneByOne = 1_000;
const together = 4_000;
const openCalls = 1_000;

function start(words) {
  const child = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let id = 0;
  const line = (more = {}) =>
    `${JSON.stringify({ jsonrpc: "2.0", id: ++id, method: "tools/call", params: { name: "read", arguments: { path: "/tmp/a", n: 1, ...more } } })}\n`;
  return { child, line, next: () => lines.next() };
}

async function measure(words) {
  const { child, line, next } = start(words);
  const call = async () => {
    const startedAt = performance.now();
    child.stdin.write(line());
    await next();
    return performance.now() - startedAt;
  };
  for (let count = 0; count < warmUp; count++) await call();
  const times = [];
  for (let count = 0; count < oneByOne; count++) times.push(await call());
  // 100 calls are under way at any time, as many agents would have.
  const startedAt = performance.now();
  child.stdin.write(Array.from({ length: 100 }, () => line()).join(""));
  for (let count = 0; count < together; count++) {
    await next();
    if (count + 100 < together) child.stdin.write(line());
  }
  const perSecond = together / ((performance.now() - startedAt) / 1_000);
  child.stdin.write(Array.from({ length: openCalls }, () => line({ hold: true })).join("") + line());
  await next();
  const megabytes = rss(child.pid);
  child.stdin.end();
  child.kill();
  return { times, perSecond, megabytes };
}

function rss(pid) {
  const status = process.platform === "linux" ? readFileSync(`/proc/${pid}/status`, "utf8") : "";
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

const all = Object.fromEntries(Object.keys(ways).map((name) => [name, { times: [], perSecond: [], megabytes: [] }]));
const loadBefore = loadavg()[0];
for (let round = 0; round < rounds; round++)
  for (const [name, words] of Object.entries(ways)) {
    const { times, perSecond, megabytes } = await measure(words);
    all[name].times.push(...times);
    all[name].perSecond.push(perSecond);
    all[name].megabytes.push(megabytes);
    console.error(`round ${round + 1}: ${name}`);
  }
rmSync(folder, { recursive: true, force: true });

const at = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const row = (cells) => `| ${cells.join(" | ")} |`;
console.log(`Node ${process.version}, load ${loadBefore.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after\n`);
console.log(row(["", "median ms", "p99 ms", "added, median ms", "calls a second", "MB at 1,000 open calls"]));
console.log(row(["---", "---:", "---:", "---:", "---:", "---:"]));
for (const [name, { times, perSecond, megabytes }] of Object.entries(all))
  console.log(
    row([
      name,
      at(times, 0.5).toFixed(3),
      at(times, 0.99).toFixed(3),
      (at(times, 0.5) - at(all.direct.times, 0.5)).toFixed(3),
      Math.round(at(perSecond, 0.5)).toLocaleString("en"),
      at(megabytes, 0.5).toFixed(0),
    ]),
  );
