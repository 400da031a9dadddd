/**
 * `npm run load:gateway -- --minutes 60`: an hour of load on two gateways, over stdio and over HTTP, that log, count and measure. Says
 * once a minute how much memory each holds without garbage, and ends with 1 when that has grown since the first tenth of the time.
 */
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { loadPolicy } from "../../gateway/load/loadMessages.mjs";
import { httpUnderLoad, stdioUnderLoad } from "../../gateway/load/underLoad.mjs";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "60" } } });
const length = Number(values.minutes) * 60_000;
const dist = resolve(import.meta.dirname, "../../../dist");
/** So many messages are sent before the time is looked at. */
const round = 2_000;
const megabyte = 2 ** 20;
/**
 * More than after the first tenth is growth. The 10,000 questions of servers that a gateway remembers may come to 4 MB, which takes
 * 160,000 messages; what is kept of each message would come to more within an hour.
 */
const margin = { held: 5 * megabyte, rss: 24 * megabyte };

const folder = mkdtempSync(join(tmpdir(), "mcp-policy-load-"));
// A copy, so that someone who builds meanwhile does not change what is under load.
const cli = join(folder, "cli.js");
copyFileSync(join(dist, "cli.js"), cli);
cpSync(join(dist, "cli"), join(folder, "cli"), { recursive: true });
const policy = join(folder, "policy.json");
writeFileSync(policy, JSON.stringify(loadPolicy));
const words = (name) => {
  const log = ["--log", join(folder, `${name}.jsonl`), "--log-values", "--log-size", "10", "--log-keep", "1"];
  return [policy, ...log, "--metrics", "127.0.0.1:0"];
};

try {
  const startedAt = performance.now();
  const grown = await Promise.all([
    load("stdio", await stdioUnderLoad(cli, words("stdio")), startedAt),
    load("HTTP", await httpUnderLoad(cli, words("http")), startedAt),
  ]);
  process.exitCode = grown.includes(true) ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns {Promise<boolean>} Whether its memory has grown. */
async function load(name, gateway, startedAt) {
  const passed = () => performance.now() - startedAt;
  let sent = 0;
  const sendUntil = async (end) => {
    do {
      await gateway.send(round);
      sent += round;
    } while (passed() < end);
  };
  const say = async (when) => {
    const { held, rss } = await gateway.memory();
    const inMegabytes = (bytes) => (bytes / megabyte).toFixed(1);
    console.log(
      `${name} ${when}: ${sent.toLocaleString("en")} messages, ${inMegabytes(held)} MB held, ${inMegabytes(rss)} MB resident`,
    );
    return { held, rss };
  };
  try {
    await sendUntil(length / 10);
    const first = await say("after a tenth");
    let last = first;
    while (passed() < length) {
      const end = Math.min(length, passed() + 60_000);
      await sendUntil(end);
      last = await say(`after ${(passed() / 60_000).toFixed(1)} minutes`);
    }
    const hasGrown = last.held - first.held > margin.held || last.rss - first.rss > margin.rss;
    console.log(`${name}: ${hasGrown ? "the memory has grown" : "the memory is flat"}`);
    return hasGrown;
  } finally {
    await gateway.end();
  }
}
