import type { CounterReading } from "../../policy/decide/decision";

/** So many counters of a call are listed. */
const mostListed = 100;

/** Beyond these, so many of those that are used up are listed still. */
const mostUsedUp = 20;

/** The counters of a call that an answer has room for, and how many more there are. */
export function listedCounters(counters: readonly CounterReading[]): {
  readonly listed: readonly CounterReading[];
  readonly more: number;
} {
  if (counters.length <= mostListed) return { listed: counters, more: 0 };
  const usedUp = counters.slice(mostListed).filter(({ value, max }) => value >= max);
  const listed = [...counters.slice(0, mostListed), ...usedUp.slice(0, mostUsedUp)];
  return { listed, more: counters.length - listed.length };
}
