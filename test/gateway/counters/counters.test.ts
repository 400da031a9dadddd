import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from "vitest";
import type { CounterStore } from "../../../server/src/gateway/counters/counterStore";
import { fileCounters } from "../../../server/src/gateway/counters/fileCounters";
import { memoryCounters } from "../../../server/src/gateway/counters/memoryCounters";
import { redisCounters } from "../../../server/src/gateway/counters/redisCounters";
import { type BuiltCli, buildCli, finished, project } from "../../cli/builtCli";
import { callLine, deniedText, exchangeBy } from "../decided";
import { hasRedis, type RedisServer, startRedis } from "./redisServer";

const folder = mkdtempSync(join(tmpdir(), "mcp-policy-counters-"));
let redis: RedisServer | undefined;
beforeAll(async () => {
  if (hasRedis) redis = await startRedis();
});
afterAll(async () => {
  await redis?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const limit = (counter: string, max: number, window = "day") => ({ counter, window, max, scope: "grant" });
const policy = {
  version: "1",
  default: "deny",
  all_tools: { limits: [limit("all", 4)] },
  tools: { one: { limits: [limit("c", 2)] }, twice: { limits: [limit("c", 3), limit("c", 3)] }, both: {} },
};

let names = 0;
const open: CounterStore[] = [];
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

const stores: readonly (readonly [string, boolean, () => Promise<CounterStore>])[] = [
  ["memory", true, async () => memoryCounters()],
  ["a file", true, () => fileCounters(join(folder, "counts"), `${++names}`)],
  ["Redis", hasRedis, () => redisCounters(redis?.url ?? "", { name: `${++names}`, note: () => {} })],
];

describe.each(stores)("counts in %s", (_place, isThere, make) => {
  describe.skipIf(!isThere).each(["utc-calendar", "sliding"] as const)(
    isThere ? "with windows %s" : "with windows %s (no redis-server is installed)",
    (windowAlignment) => {
      const start = async () => {
        const store = await make();
        open.push(store);
        const by = exchangeBy(policy, { store, assumptions: { windowAlignment } });
        let id = 0;
        return {
          ...by,
          allowed: async (tool: string) => (await by.send(callLine(tool, {}, ++id))).server !== null,
          fail: () => by.answer(`{"id":${id},"error":{}}\n`),
        };
      };

      it("keep a limit, and a denied call charges nothing", async () => {
        const { allowed } = await start();
        expect([await allowed("one"), await allowed("one"), await allowed("one")]).toEqual([true, true, false]);
        expect([await allowed("both"), await allowed("both"), await allowed("both")]).toEqual([true, true, false]);
      });

      it("count a counter of two limits twice", async () => {
        const { allowed, calls } = await start();
        expect([await allowed("twice"), await allowed("twice")]).toEqual([true, false]);
        expect(calls.at(-1)?.message).toBe("Rate limit of 3 per day reached. Try again later.");
        expect([await allowed("both"), await allowed("both"), await allowed("both")]).toEqual([true, true, true]);
      });

      it("get back what a call has reserved, once", async () => {
        const { allowed, fail, answer } = await start();
        await allowed("twice");
        await fail();
        expect(await allowed("twice")).toBe(true);
        await allowed("one");
        await fail();
        await answer('{"id":3,"error":{}}\n');
        // Given back without a pause, as the store gets both in their order.
        expect([await allowed("one"), await allowed("one"), await allowed("one")]).toEqual([true, true, false]);
      });

      it("are logged with the time of the store", async () => {
        const { allowed, calls } = await start();
        await allowed("one");
        expect(Math.abs((calls[0]?.at ?? 0) - Date.now())).toBeLessThan(3_600_000);
      });
    },
  );
});

describe("a counter", () => {
  const at = (times: number[]) => () => times.shift() ?? Number.NaN;
  const minute = { version: "1", default: "deny", tools: { one: { limits: [limit("c", 1, "minute")] } } };

  it.each([
    ["utc-calendar", [59_999, 59_999, 60_000], [true, false, true]],
    ["utc-calendar", [0, 59_999, 119_999], [true, false, true]],
    ["sliding", [59_999, 60_000, 119_998, 119_999], [true, false, false, true]],
    // A clock that runs back wins nothing.
    ["utc-calendar", [60_000, 59_999], [true, false]],
  ] as const)("starts again at the edge of its window: %s %j", async (windowAlignment, times, wanted) => {
    for (const make of [
      memoryCounters,
      (now: () => number) => fileCounters(join(folder, "counts"), `${++names}`, now),
    ]) {
      // A file is cleaned once when it is opened.
      const store = await make(at(make === memoryCounters ? [...times] : [0, ...times]));
      open.push(store);
      const { send } = exchangeBy(minute, { store, assumptions: { windowAlignment } });
      const allowed: boolean[] = [];
      for (const _ of times) allowed.push((await send(callLine("one"))).server !== null);
      expect(allowed).toEqual(wanted);
    }
  });

  it("is not given back when its window is over", async () => {
    const store = memoryCounters(at([0, 60_000, 60_001]));
    const { send, answer } = exchangeBy(minute, { store });
    await send(callLine("one", {}, 1));
    await send(callLine("one", {}, 2));
    await answer('{"id":1,"error":{}}\n');
    expect((await send(callLine("one", {}, 3))).server).toBeNull();
  });
});

describe("gateways that share counts", () => {
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await buildCli();
    const shared = { ...policy, all_tools: { limits: [limit("all", 150)] }, tools: { both: {} } };
    writeFileSync(join(cli.folder, "p.json"), JSON.stringify(shared));
    symlinkSync(join(project, "node_modules"), join(cli.folder, "node_modules"));
  });
  afterAll(() => cli.remove());
  /** How many calls the servers of some gateways have got together, of 100 for each, and how many were denied. */
  const passed = async (place: string, gateways: number) => {
    const spy = join(import.meta.dirname, "../spyServer.mjs");
    const runs = [...Array(gateways).keys()].map((number) => {
      const words = ["gateway", "p.json", "--counters", place, "--", process.execPath, spy, `seen${number}`];
      const child = cli.start(words);
      const calls = [...Array(100).keys()].map((id) => callLine("both", {}, id));
      return finished(child, calls.join(""));
    });
    const ends = await Promise.all(runs);
    for (const { code, stderr } of ends) expect(stderr, `${code}`).toBe("spy is up\n");
    const linesWith = (text: string, words: string) => text.split("\n").filter((line) => line.includes(words)).length;
    const got = ends.map((_, number) => readFileSync(join(cli.folder, `seen${number}`), "utf8"));
    return {
      got: got.reduce((sum, text) => sum + linesWith(text, '"both"'), 0),
      denied: ends.reduce((sum, { stdout }) => sum + linesWith(stdout, "POLICY DENIED"), 0),
    };
  };

  it("let no more and no less through than the limit, with a file", async () => {
    expect(await passed(join(folder, "shared"), 4)).toEqual({ got: 150, denied: 250 });
  });

  it.skipIf(!hasRedis)("let no more and no less through than the limit, with Redis (needs redis-server)", async () => {
    expect(await passed(redis?.url ?? "", 4)).toEqual({ got: 150, denied: 250 });
  });

  it("keep the count of a gateway that was killed in the middle of a call", async () => {
    writeFileSync(join(cli.folder, "k.json"), JSON.stringify({ ...policy, all_tools: { limits: [limit("k", 1)] } }));
    const spy = join(import.meta.dirname, "../spyServer.mjs");
    const place = join(folder, "killed");
    const start = () => cli.start(["gateway", "k.json", "--counters", place, "--", process.execPath, spy, "seenK"]);
    const killed = start();
    const end = finished(killed);
    killed.stdin?.write(callLine("both", {}, 1));
    if (killed.stdout !== null) await once(killed.stdout, "data");
    killed.kill("SIGKILL");
    await end;
    expect((await finished(start(), callLine("both", {}, 2))).stdout).toContain("Rate limit of 1 per day reached");
  });

  it("say which package is missing", async () => {
    rmSync(join(cli.folder, "node_modules"));
    for (const [place, name] of [
      ["file", "lmdb"],
      ["redis://127.0.0.1:1", "@redis/client"],
    ] as const) {
      const { code, stderr } = await cli.run(["gateway", "p.json", "--counters", place, "--", "true"]);
      expect(code).toBe(2);
      expect(stderr).toContain(`need the package ${name}, which is not part of mcp-policy.`);
    }
  });
});

test.skipIf(!hasRedis)(
  "calls with limits are denied while Redis is gone, and pass when it is back (needs redis-server)",
  async () => {
    const server = await startRedis();
    const notes: string[] = [];
    const store = await redisCounters(server.url, { name: "x", note: (sentence) => void notes.push(sentence) });
    open.push(store);
    const { send } = exchangeBy(policy, { store });
    const allowed = async () => (await send(callLine("both"))).server !== null;
    expect(await allowed()).toBe(true);
    await server.kill();
    expect(deniedText((await send(callLine("both"))).client[0])).toBe(
      "[POLICY DENIED] The gateway cannot decide this call: Redis cannot be reached.",
    );
    await server.restart();
    // It is tried again by itself; the store has forgotten its scripts, and its counts.
    while (!(await allowed())) await new Promise((resolve) => setImmediate(resolve));
    expect(notes[0]).toMatch(/^Redis cannot be reached: /);
    expect(notes.at(-1)).toBe("Redis can be reached again.");
    await server.kill();
  },
);
