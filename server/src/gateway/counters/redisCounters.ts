import { createHash, randomUUID } from "node:crypto";
import type { CounterState, WindowAlignment } from "../../policy/decide/counters";
import { windowLength } from "../../policy/decide/window";
import { reasonOf } from "../../policy/words/plain/reasonOf";
import type { CounterStore, WantedLimit } from "./counterStore";
import { loadPackage } from "./loadPackage";
import { chargeByCalendar, chargeSliding, giveBackByCalendar, giveBackSliding, type RedisScript } from "./redisScripts";
import { storedKey } from "./storedState";

/** What is used of the package @redis/client. */
interface Client {
  readonly isReady: boolean;
  on(event: "error" | "ready", listener: (error: Error) => void): unknown;
  connect(): Promise<unknown>;
  sendCommand(words: readonly string[]): Promise<unknown>;
  destroy(): void;
}

interface Redis {
  createClient(options: object): Client;
}

/** How long a store may take to answer, in milliseconds. */
const patience = 2_000;

/** How the counters of a Redis are used. */
export interface RedisOptions {
  /** Gateways with the same name share their counts. */
  readonly name: string;
  readonly note: (sentence: string) => void;
}

/**
 * Counts in a Redis or Valkey that gateways on many machines share: one script for each call, so one round trip, by the
 * clock of the store. While it cannot be reached, every charge rejects. Throws a sentence.
 */
export async function redisCounters(url: string, { name, note }: RedisOptions): Promise<CounterStore> {
  const { createClient } = await loadPackage<Redis>("@redis/client", "Counters in Redis");
  const client = createClient({
    url,
    // A call does not wait for a store to come back: it is denied.
    disableOfflineQueue: true,
    socket: { connectTimeout: patience, reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, 2_000) },
  });
  let isDown = false;
  client.on("error", ({ message }) => {
    if (!isDown)
      note(`Redis cannot be reached: ${message || "no connection"}. Calls with limits cannot be decided until it can.`);
    isDown = true;
  });
  client.on("ready", () => {
    // Known before it is needed, so that commands stay in their order; a store that has restarted knows none.
    for (const { text } of scripts) client.sendCommand(["SCRIPT", "LOAD", text]).catch(() => {});
    if (isDown) note("Redis can be reached again.");
    isDown = false;
  });
  await within(client.connect(), patience).catch(() => {});

  const keyOf = (key: string, alignment: WindowAlignment): string =>
    // The braces keep all counters of a name on one node of a cluster. States of the two alignments are not mixed.
    `mcp-policy:{${name}}:${alignment === "sliding" ? "s" : "c"}:${storedKey(name, key)}`;

  return {
    isFar: true,
    async charge(limits, alignment, decideWith) {
      const keys = limits.map(({ key }) => keyOf(key, alignment));
      const numbers = limits.flatMap(({ window, max }) => [`${windowLength(window)}`, `${max}`]);
      const script = alignment === "sliding" ? chargeSliding : chargeByCalendar;
      const reply = (await run(client, script, keys, [randomUUID(), ...numbers])) as number[];
      const [at = 0, taken] = reply;
      const decision = decideWith(countersOf(limits, reply.slice(2), alignment), at);
      // Both count by the same values; if they ever differ, the true count is not known.
      if ((decision.outcome === "allow") !== (taken === 1))
        throw new Error("The counters in Redis do not fit the policy.");
      return decision;
    },
    async giveBack(reservations, alignment) {
      const keys = reservations.map(({ key }) => keyOf(key, alignment));
      const script = alignment === "sliding" ? giveBackSliding : giveBackByCalendar;
      await run(
        client,
        script,
        keys,
        reservations.map(({ instant }) => `${instant}`),
      );
    },
    close: async () => client.destroy(),
  };
}

/** The counters before a call, as the script has found them. */
function countersOf(
  limits: readonly WantedLimit[],
  found: readonly number[],
  alignment: WindowAlignment,
): Map<string, CounterState> {
  const counters = new Map<string, CounterState>();
  for (const [index, { key }] of limits.entries()) {
    const [windowStart, value] = [found[2 * index], found[2 * index + 1]];
    if (windowStart === undefined || value === undefined || counters.has(key)) continue;
    const state = { windowStart, value };
    counters.set(key, alignment === "sliding" ? { ...state, instants: Array(value).fill(windowStart) } : state);
  }
  return counters;
}

const scripts = [chargeByCalendar, chargeSliding, giveBackByCalendar, giveBackSliding];

const digests = new WeakMap<RedisScript, string>();

/** Runs a script by its digest; the store gets its text only if it does not know it. */
async function run(
  client: Client,
  script: RedisScript,
  keys: readonly string[],
  words: readonly string[],
): Promise<unknown> {
  const digest = digests.get(script) ?? createHash("sha1").update(script.text).digest("hex");
  digests.set(script, digest);
  const rest = [`${keys.length}`, ...keys, ...words];
  try {
    return await within(client.sendCommand(["EVALSHA", digest, ...rest]), patience);
  } catch (error) {
    if (!reasonOf(error).startsWith("NOSCRIPT")) throw failure(client, error);
  }
  try {
    return await within(client.sendCommand(["EVAL", script.text, ...rest]), patience);
  } catch (error) {
    throw failure(client, error);
  }
}

/** Why there is no decision. The package's own words are about its client, which an agent would take for itself. */
function failure({ isReady }: Client, error: unknown): Error {
  if (error instanceof Late) return error;
  return new Error(isReady ? `Redis answers with an error: ${reasonOf(error)}` : "Redis cannot be reached.");
}

class Late extends Error {}

async function within<T>(awaited: Promise<T>, most: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`Redis does not answer within ${most} ms.`)), most);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(timer);
  }
}
