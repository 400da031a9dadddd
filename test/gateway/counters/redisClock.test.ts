/** The scripts that run in Redis, at the edges of a window: its clock is replaced, since a Redis cannot be told the time. */
import { createClient } from "@redis/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  chargeByCalendar,
  chargeSliding,
  giveBackByCalendar,
  giveBackSliding,
  type RedisScript,
} from "../../../server/src/gateway/counters/redisScripts";
import { hasRedis, type RedisServer, startRedis } from "./redisServer";

const minute = 60_000;

let redis: RedisServer | undefined;
let client: ReturnType<typeof createClient> | undefined;
beforeAll(async () => {
  if (!hasRedis) return;
  redis = await startRedis();
  client = createClient({ url: redis.url });
  await client.connect();
});
afterAll(async () => {
  client?.destroy();
  await redis?.kill();
});

const run = ({ text }: RedisScript, key: string, words: readonly (string | number)[]): Promise<unknown> | undefined =>
  client?.sendCommand(["EVAL", text, "1", key, ...words.map(String)]);

/** A script by a clock of the test's. */
const clocked = ({ text }: RedisScript, at: number): RedisScript => ({
  // Far in the future, so that a key that is to expire does not at once.
  text: text.replace("redis.call('TIME')", `{${Math.floor(at / 1_000)}, ${(at % 1_000) * 1_000}}`),
});

const year3000 = Date.UTC(3000, 0, 1);

let names = 0;

/** Whether calls at some instants, in milliseconds of a window, are taken by a limit of one a minute. */
async function taken(charge: RedisScript, times: readonly number[], max = 1): Promise<boolean[]> {
  const key = `edge${++names}`;
  const answers: boolean[] = [];
  for (const [index, at] of times.entries()) {
    const reply = await run(clocked(charge, year3000 + at), key, [`call${index}`, minute, max]);
    answers.push((reply as number[])[1] === 1);
  }
  return answers;
}

describe.skipIf(!hasRedis)(hasRedis ? "a window in Redis" : "a window in Redis (no redis-server is installed)", () => {
  it.each([
    ["by the calendar", chargeByCalendar, [59_999, 59_999, 60_000], [true, false, true]],
    ["by the calendar", chargeByCalendar, [0, 59_999, 119_999], [true, false, true]],
    // A clock that runs back wins nothing.
    ["by the calendar", chargeByCalendar, [60_000, 59_999], [true, false]],
    ["sliding", chargeSliding, [59_999, 60_000, 119_998, 119_999], [true, false, false, true]],
    ["sliding", chargeSliding, [60_000, 59_999], [true, false]],
  ] as const)("starts again at its edge, %s: %s", async (_, charge, times, wanted) => {
    expect(await taken(charge, times)).toEqual(wanted);
  });

  it.each([
    ["by the calendar", chargeByCalendar, giveBackByCalendar, 0],
    ["sliding", chargeSliding, giveBackSliding, 59_999],
  ] as const)("is not given back to the one after it, %s", async (_, charge, giveBack, instant) => {
    const key = `late${++names}`;
    const take = async (at: number) =>
      ((await run(clocked(charge, year3000 + at), key, [`call${at}`, minute, 1])) as number[])[1];
    expect(await take(59_999)).toBe(1);
    expect(await take(119_999)).toBe(1);
    await run(giveBack, key, [year3000 + instant]);
    expect(await take(119_999)).toBe(0);
  });
});
