/** What Prometheus reads of a gateway. */
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallLog, LoggedCall } from "../../../server/src/gateway/callLog";
import { callMetrics, countingLog } from "../../../server/src/gateway/metrics/callMetrics";
import { serveMetrics } from "../../../server/src/gateway/metrics/serveMetrics";
import { type BuiltCli, buildCli } from "../../cli/builtCli";
import { exchangeBy } from "../decided";

const call: LoggedCall = {
  at: 0,
  grant: "g",
  tool: "read",
  decision: "allow",
  rule: "",
  message: null,
  policy: "sha256:1",
  latencyMs: 0.2,
  era: "legacy",
  argumentsText: "{}",
  counters: [],
  isForwarded: true,
  isRetry: false,
};

describe("metrics", () => {
  it("count calls by tool and decision, denials by rule, and time decisions", async () => {
    const metrics = callMetrics();
    const log = countingLog(metrics, undefined);
    for (const each of [call, call, { ...call, decision: "deny", rule: "(default deny)", isForwarded: false } as const])
      log.write(each);
    const text = await metrics.text();
    expect(text).toContain('mcp_policy_calls_total{tool="read",decision="allow",forwarded="true"} 2');
    expect(text).toContain('mcp_policy_calls_total{tool="read",decision="deny",forwarded="false"} 1');
    expect(text).toContain('mcp_policy_denials_total{rule="(default deny)"} 1');
    expect(text).toContain('mcp_policy_decision_seconds_bucket{le="0.00025"} 3');
    expect(text).toContain("process_resident_memory_bytes");
  });

  it("stay small, whatever names an agent calls", async () => {
    const metrics = callMetrics();
    for (let index = 0; index < 2000; index++) metrics.count({ ...call, tool: `"tool\n${index}` });
    const lines = (await metrics.text()).split("\n").filter((line) => line.startsWith("mcp_policy_calls_total"));
    expect(lines).toHaveLength(501);
    expect(lines.at(-1)).toBe('mcp_policy_calls_total{tool="(other)",decision="allow",forwarded="true"} 1500');
  });

  it("leave a call that cannot be logged denied, and not counted", async () => {
    const metrics = callMetrics();
    const broken: CallLog = {
      write: () => {
        throw new Error("The disk is full.");
      },
      close: async () => {},
    };
    const { send } = exchangeBy({ version: "1", default: "allow" }, { log: countingLog(metrics, broken) });
    const { server } = await send('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read"}}');
    expect(server).toBeNull();
    expect(await metrics.text()).not.toContain("mcp_policy_calls_total{");
  });

  it("are answered at one path, to this machine's own names only", async () => {
    const { address, close } = await serveMetrics({ host: "127.0.0.1", port: 0 }, callMetrics());
    const ask = (path: string, headers = {}) => fetch(`http://127.0.0.1:${address.port}${path}`, { headers });
    const found = await ask("/metrics");
    expect(found.headers.get("content-type")).toMatch(/^text\/plain; version=/);
    expect(await found.text()).toContain("# TYPE mcp_policy_calls_total counter");
    expect((await ask("/")).status).toBe(404);
    expect((await ask("/metrics", { Origin: "https://example.com" })).status).toBe(403);
    await close();
  });
});

describe("mcp-policy gateway --metrics", () => {
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli.remove());

  it("says its address, counts, and ends with the gateway", async () => {
    const child = cli.start(["gateway", "none.json", "--metrics", "127.0.0.1:0", "--", process.execPath, "-e", "0"]);
    const lines = createInterface({ input: child.stderr ?? process.stdin })[Symbol.asyncIterator]();
    let address: string | undefined;
    while (address === undefined) address = /http:\/\/\S+\/metrics/.exec((await lines.next()).value)?.[0];
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.stdin?.end();
    expect(await ended).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });

  it("refuses what is not an address", async () => {
    const { code, stderr } = await cli.run(["gateway", "p.json", "--metrics", "here", "--", "node"]);
    expect(code).toBe(2);
    expect(stderr).toContain("here is not an address to listen on");
  });
});
