import type { CounterStore } from "./counterStore";
import { fileCounters } from "./fileCounters";
import { memoryCounters } from "./memoryCounters";
import { type RedisOptions, redisCounters } from "./redisCounters";

/** Where counts are kept: `memory`, the address of a Redis, or a file. */
export function openCounters(place: string, options: RedisOptions): Promise<CounterStore> {
  if (place === "memory") return Promise.resolve(memoryCounters());
  return /^rediss?:\/\//.test(place) ? redisCounters(place, options) : fileCounters(place, options.name);
}
