/** Replaying a recorded log: every form of a line, every outcome, and logs that are longer than the memory. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ReplayCounters } from "../../server/src/cli/replay/replayCounters";
import { decide } from "../../server/src/policy/decide/decide";
import { snapshotOf } from "../../server/src/service/snapshot";
import { type BuiltCli, buildCli, finished } from "./builtCli";

let cli: BuiltCli;

const policy = {
  version: "1",
  default: "deny",
  hide: ["ssh_execute"],
  tools: {
    odoo_read: { require: [{ conditions: [{ path: "args.model", op: "eq", value: "res.partner" }] }] },
    odoo_version: { limits: [{ counter: "rate", window: "minute", max: 2, scope: "grant" }] },
    odoo_search: {},
    odoo_write: {
      require: [{ conditions: [{ path: "args.model", op: "eq", value: "res.partner" }] }],
      deny_if: [{ conditions: [], on_deny: "Never." }],
    },
  },
};

beforeAll(async () => {
  cli = await buildCli();
  writeFileSync(join(cli.folder, "policy.json"), JSON.stringify(policy));
});
afterAll(() => cli.remove());

async function replay(lines: readonly (string | object)[], ...words: string[]) {
  const log = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
  const { code, stdout, stderr } = await cli.run(["replay", "policy.json", "-", "--format", "json", ...words], log);
  return { code, stderr, report: stdout === "" ? undefined : JSON.parse(stdout) };
}

describe("replay", () => {
  const partner = { name: "odoo_read", arguments: { model: "res.partner" } };
  it.each([
    ["params", partner],
    ["params in an object", { params: partner, timestamp: 1_767_225_600_000 }],
    ["a request", { jsonrpc: "2.0", id: 1, method: "tools/call", params: partner }],
    ["with an instant and a grant", { ...partner, at: "2026-01-01T09:00:00Z", grant: "a" }],
  ])("reads %s", async (_, line) => {
    const { code, report } = await replay([line]);
    expect(report).toMatchObject({ allowed: 1, denied: 0, notReplayable: 0 });
    expect(code).toBe(0);
  });

  it("counts by tool and by rule", async () => {
    const { report } = await replay([
      partner,
      { name: "odoo_read", arguments: { model: "x" } },
      { name: "ssh_execute", arguments: {} },
      { name: "nobody" },
      { name: "nobody" },
    ]);
    expect(report).toMatchObject({ allowed: 1, denied: 4, notReplayable: 0, untimed: 5 });
    expect(report.tools).toEqual([
      { tool: "nobody", allowed: 0, denied: 2, notKnown: 0, notReplayable: 0 },
      { tool: "odoo_read", allowed: 1, denied: 1, notKnown: 0, notReplayable: 0 },
      { tool: "ssh_execute", allowed: 0, denied: 1, notKnown: 0, notReplayable: 0 },
    ]);
    expect(report.rules).toEqual([
      { rule: "(default deny)", denied: 2 },
      { rule: "(hidden)", denied: 1 },
      { rule: "/tools/odoo_read/require/args.model-eq", denied: 1 },
    ]);
  });

  it("keeps counts by grant and by window", async () => {
    const at = (second: number, grant: string) => ({
      name: "odoo_version",
      at: 1_767_225_600_000 + second * 1000,
      grant,
    });
    const { report } = await replay([at(0, "a"), at(1, "a"), at(2, "a"), at(3, "b"), at(60, "a")]);
    expect(report).toMatchObject({ allowed: 4, denied: 1 });
  });

  it("A10: cannot replay what depends on arguments that a log has no place for", async () => {
    const { report } = await replay([
      { tool: "odoo_read", decision: "allow" },
      { tool: "odoo_search", decision: "allow" },
      { name: "odoo_read", arguments: {} },
    ]);
    expect(report).toMatchObject({ allowed: 1, denied: 1, notReplayable: 1 });
    expect(report.reasons).toEqual([
      { reason: "arguments not recorded, and the policy looks at them", count: 1, firstLine: 1 },
    ]);
  });

  it("A10: absent arguments of a message are none, and decide", async () => {
    const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "odoo_read" } };
    const { report } = await replay([
      { name: "odoo_read" },
      call,
      [call, { ...call, params: { name: "odoo_search" } }],
    ]);
    expect(report).toMatchObject({ allowed: 1, denied: 3, notReplayable: 0 });
    expect(report.rules).toEqual([{ rule: "/tools/odoo_read/require/args.model-eq", denied: 3 }]);
  });

  it("A10: what denies always is blamed when the arguments are not known", async () => {
    const { report } = await replay([{ tool: "odoo_write", decision: "allow" }]);
    expect(report).toMatchObject({ denied: 1, notReplayable: 0, uncertainRules: 1 });
    expect(report.rules).toEqual([{ rule: "/tools/odoo_write/deny_if/(always)", denied: 1 }]);
  });

  it("counts by itself what is not known, with the reasons", async () => {
    const lines = ['{"name": "odoo_read", "arguments": {"model": 1e400}}', { name: "odoo_read", arguments: [] }];
    const { report } = await replay([...lines, '{"name": "odoo_search", "arguments": {"a": 1, "a": 2}}']);
    expect(report).toMatchObject({ allowed: 1, denied: 0, notKnown: 2, notReplayable: 0 });
    expect(report.notKnownReasons).toEqual([
      { reason: "a number is too large for a double", count: 1, firstLine: 1 },
      { reason: "the arguments are not an object", count: 1, firstLine: 2 },
    ]);
    expect(report.notes).toEqual([
      { reason: "duplicate-key", count: 1, firstLine: 3 },
      { reason: "number-too-large", count: 1, firstLine: 1 },
    ]);
    expect((await replay(lines, "--fail-on", "not-known")).code).toBe(1);
    expect((await replay(lines)).code).toBe(0);
  });

  it("cannot replay what it cannot read, and passes other messages over", async () => {
    const { report } = await replay([
      "{",
      "",
      "[]",
      { name: 5 },
      { name: "odoo_search", at: "yesterday" },
      JSON.stringify({ name: "odoo_search", arguments: { text: "x".repeat(4_000_000) } }),
      { jsonrpc: "2.0", id: 1, method: "tools/list" },
      { jsonrpc: "2.0", id: 1, result: {} },
      { name: "odoo_search" },
    ]);
    expect(report).toMatchObject({ allowed: 1, denied: 0, notReplayable: 5, otherMessages: 2 });
    expect(
      report.reasons.map(({ reason, firstLine }: { reason: string; firstLine: number }) => [firstLine, reason]).sort(),
    ).toEqual([
      [1, "not JSON"],
      [3, "a batch without messages"],
      [4, "no name of a tool"],
      [5, "an instant that cannot be read"],
      [6, "line too long"],
    ]);
  });

  it("fails on what it is asked to fail on", async () => {
    const lines = [{ tool: "odoo_read", decision: "allow" }, { name: "odoo_search" }];
    expect((await replay(lines, "--fail-on", "deny")).code).toBe(0);
    expect((await replay(lines, "--fail-on", "deny", "not-replayable")).code).toBe(1);
    expect((await replay([{ name: "nobody" }], "--fail-on", "deny")).code).toBe(1);
  });

  it("says that a file is no log", async () => {
    const { code, stderr, report } = await replay(["# no log", "at all"]);
    expect({ code, report }).toEqual({ code: 2, report: undefined });
    expect(stderr).toMatch(/^mcp-policy: standard input contains no calls: .+\n$/);
  });

  it.each([
    ["an empty log", [], "it is empty"],
    ["blank lines", ["", " "], "it is empty"],
    [
      "answers of a server",
      [{ jsonrpc: "2.0", id: 1, result: { content: [] } }],
      "its 1 message is not a call of a tool",
    ],
    [
      "answers and other text",
      [{ jsonrpc: "2.0", id: 1, result: {} }, "text"],
      "none of its lines can be replayed. Line 2: ",
    ],
    [
      "an instant of its own",
      [{ tool: "a", at: "yesterday" }],
      "none of its lines can be replayed. Line 1: an instant",
    ],
  ])("%s has no calls, which is no success", async (_what, lines, why) => {
    const { code, stderr, report } = await replay(lines, "--fail-on", "not-replayable");
    expect([code, report]).toEqual([2, undefined]);
    expect(stderr).toContain(`standard input contains no calls: ${why}`);
  });

  it("prints tables for people", async () => {
    const { stdout, stderr } = await cli.run(["replay", "policy.json", "-"], `${JSON.stringify(partner)}\n{\n`);
    expect(stdout).toContain("2 calls: 1 allowed · 0 denied · 0 not known · 1 not replayable\n");
    expect(stdout).toMatch(/\n1 {8}0 {7}0 {10}0 {15}odoo_read\n/);
    expect(stderr).toBe("");
  });

  const megabytes = Number(process.env.LOG_MEGABYTES ?? 1_000);
  it(`needs little memory for ${megabytes} MB, with a grant for each hundred calls`, { timeout: 600_000 }, async () => {
    const startedAt = Date.now();
    const child = startMeasured();
    const ended = finished(child);
    let calls = 0;
    for (let written = 0; written < megabytes * 1e6; ) {
      let block = "";
      for (let index = 0; index < 2_000; index++, calls++) {
        const tool = calls % 2 === 0 ? "odoo_version" : "odoo_read";
        const text = "x".repeat(calls % 200);
        const at = 1_767_225_600_000 + calls * 100;
        block += `${JSON.stringify({ name: tool, arguments: { model: "res.partner", text }, at, grant: `g${Math.floor(calls / 100)}` })}\n`;
      }
      written += block.length;
      if (child.stdin?.write(block) === false) await new Promise((resolve) => child.stdin?.once("drain", resolve));
    }
    child.stdin?.end();
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(0);
    const { allowed, denied, notReplayable } = JSON.parse(stdout);
    expect(notReplayable).toBe(0);
    expect(allowed + denied).toBe(calls);
    const peakMegabytes = Number(stderr) / 1024;
    const seconds = (Date.now() - startedAt) / 1000;
    if (process.env.LOG_MEGABYTES !== undefined)
      console.log(
        `${megabytes} MB, ${calls} calls: ${seconds} s, ${Math.round(calls / seconds)} calls/s, ${Math.round(peakMegabytes)} MB at most`,
      );
    expect(peakMegabytes).toBeGreaterThan(20);
    expect(peakMegabytes).toBeLessThan(250);
  });

  it("needs little memory for a line without an end", { timeout: 600_000 }, async () => {
    const child = startMeasured();
    const ended = finished(child);
    child.stdin?.write(`{"name": "odoo_search"}\n{"name": "`);
    const piece = "x".repeat(1_000_000);
    for (let megabyte = 0; megabyte < 300; megabyte++)
      if (child.stdin?.write(piece) === false) await new Promise((resolve) => child.stdin?.once("drain", resolve));
    child.stdin?.end();
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ allowed: 1, notReplayable: 1 });
    expect(Number(stderr) / 1024).toBeLessThan(250);
  });

  it("forgets counters of passed windows, but only when there are many", () => {
    const { policy: read } = snapshotOf(JSON.stringify(policy));
    const kept = new ReplayCounters();
    const call = (index: number) => {
      const made = { tool: "odoo_version", grant: `g${index}`, at: index * 1_000 };
      kept.add(decide(read, made, kept.counters, { trace: false }).charges, made.at);
    };
    for (let index = 0; index < 40_000; index++) call(index);
    expect(kept.counters.size).toBe(40_000);
    for (let index = 40_000; index < 200_000; index++) call(index);
    expect(kept.counters.size).toBeLessThanOrEqual(50_000);
  });
});

/** A replay of its standard input that has little room, and that says on standard error how many kB it took at most. */
function startMeasured() {
  writeFileSync(
    join(cli.folder, "peak.cjs"),
    'process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)));',
  );
  return cli.start(
    ["replay", "policy.json", "-", "--format", "json"],
    ["--max-old-space-size=64", "--require", join(cli.folder, "peak.cjs")],
  );
}
