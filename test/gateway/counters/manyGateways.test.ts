/** Eight gateways, fifty clients, one limit. */
import type { ChildProcess } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli, finished, project } from "../../cli/builtCli";
import { spyUpstream } from "../http/spyUpstream";
import { said } from "../said";
import { hasRedis, type RedisServer, startRedis } from "./redisServer";

const gateways = 8;
const clients = 50;
const callsOfEach = 30;
const most = 1_000;
const minute = 60_000;

let cli: BuiltCli;
let redis: RedisServer | undefined;
beforeAll(async () => {
  cli = await buildCli();
  symlinkSync(join(project, "node_modules"), join(cli.folder, "node_modules"));
  if (hasRedis) redis = await startRedis();
});
afterAll(async () => {
  await redis?.kill();
  cli.remove();
});

describe.skipIf(!hasRedis)(hasRedis ? "with Redis" : "with Redis (no redis-server is installed)", () => {
  it("eight gateways let exactly the limit of a minute through, of the calls of fifty clients", async () => {
    const limits = [{ counter: "all", window: "minute", max: most, scope: "grant" }];
    const policy = { version: "1", default: "allow", all_tools: { limits }, tools: {} };
    writeFileSync(join(cli.folder, "p.json"), JSON.stringify(policy));
    const upstream = await spyUpstream();
    const running: ChildProcess[] = [];
    const start = async (number: number): Promise<string> => {
      const words = ["--counters", redis?.url ?? "", "--log", `calls${number}.jsonl`, "--listen", "0"];
      const child = cli.start(["gateway", "p.json", ...words, "--url", upstream.url.href]);
      running.push(child);
      return (await said(child, /(http:\S+)\.\n/))[1] ?? "";
    };
    const addresses = await Promise.all(Array.from({ length: gateways }, (_, number) => start(number)));
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "x" } });
    const client = async (number: number): Promise<number> => {
      let passed = 0;
      for (let call = 0; call < callsOfEach; call++) {
        const address = addresses[(number + call) % gateways] ?? "";
        const answer = await fetch(address, { method: "POST", body, headers: { "content-type": "application/json" } });
        if (!(await answer.text()).includes("POLICY DENIED")) passed++;
      }
      return passed;
    };
    const passed = (await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))).reduce(
      (sum, each) => sum + each,
    );
    const ends = running.map((child) => finished(child));
    for (const child of running) child.kill();
    await Promise.all(ends);
    await upstream.close();

    expect(upstream.seen).toHaveLength(passed);
    // By the time of the store, which decides in which minute a call falls.
    const allowed = new Map<number, number>();
    const asked = new Map<number, number>();
    for (let number = 0; number < gateways; number++)
      for (const line of readFileSync(join(cli.folder, `calls${number}.jsonl`), "utf8")
        .trim()
        .split("\n")) {
        const { time, decision } = JSON.parse(line);
        const window = Math.floor(Date.parse(time) / minute);
        asked.set(window, (asked.get(window) ?? 0) + 1);
        if (decision === "allow") allowed.set(window, (allowed.get(window) ?? 0) + 1);
      }
    expect([...asked.values()].reduce((sum, each) => sum + each)).toBe(clients * callsOfEach);
    for (const [window, count] of asked) expect(allowed.get(window) ?? 0).toBe(Math.min(count, most));
    expect([...allowed.values()].reduce((sum, each) => sum + each)).toBe(passed);
    // It starts eight programs.
  }, 180_000);

  it("a gateway that is killed in the middle of a call keeps what it has counted, once", async () => {
    const limits = [{ counter: "k", window: "day", max: 2, scope: "grant" }];
    const policy = { version: "1", default: "allow", all_tools: { limits }, tools: {} };
    writeFileSync(join(cli.folder, "k.json"), JSON.stringify(policy));
    const upstream = await spyUpstream();
    const start = async () => {
      const words = ["--counters", redis?.url ?? "", "--counters-name", "killed", "--listen", "0"];
      const child = cli.start(["gateway", "k.json", ...words, "--url", upstream.url.href]);
      return { child, address: (await said(child, /(http:\S+)\.\n/))[1] ?? "" };
    };
    const ask = async (address: string, id: number) => {
      const body = JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name: "x" } });
      const answer = await fetch(address, { method: "POST", body, headers: { "content-type": "application/json" } });
      return (await answer.text()).includes("POLICY DENIED") ? "denied" : "passed";
    };
    const killed = await start();
    // The first call is never answered.
    const got = new Promise<void>((resolve) => upstream.answerWith(() => resolve()));
    const broken = ask(killed.address, 1).catch(() => "broken");
    await got;
    killed.child.kill("SIGKILL");
    expect(await broken).toBe("broken");
    upstream.answerWith((_, response) => void response.end('{"jsonrpc":"2.0","id":1,"result":{}}'));
    const next = await start();
    expect([await ask(next.address, 2), await ask(next.address, 3)]).toEqual(["passed", "denied"]);
    const end = finished(next.child);
    next.child.kill();
    await end;
    await upstream.close();
  });
});
