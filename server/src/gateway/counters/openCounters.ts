import { FileFailure } from "../../disk/fileFailure";
import type { CounterStore } from "./counterStore";
import { fileCounters } from "./fileCounters";
import { memoryCounters } from "./memoryCounters";
import { type RedisOptions, redisCounters } from "./redisCounters";

/** Where counts are kept: `memory`, the address of a Redis, or a file. Rejects with a sentence. */
export async function openCounters(place: string, options: RedisOptions): Promise<CounterStore> {
  if (place === "memory") return memoryCounters();
  if (/^rediss?:\/\//.test(place) && URL.canParse(place)) return redisCounters(place, options);
  // It is not said again: an address may have a password.
  if (/^[a-z][a-z\d+.-]+:\//i.test(place))
    throw new FileFailure("Counters are kept in memory, in a file, or at an address such as redis://127.0.0.1:6379.");
  return fileCounters(place, options.name);
}
