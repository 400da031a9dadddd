import type { CounterState } from "../../policy/decide/counters";
import { windowEnd } from "../../policy/decide/window";
import type { WindowName } from "../../policy/model/policy";

/** Fewer counters are kept as they are, so that lines that come late are counted exactly. */
const fewest = 50_000;

/** Counts that last as long as a log: those whose window has passed are forgotten when there are many. */
export class ReplayCounters {
  readonly counters = new Map<string, CounterState>();
  #bound = fewest;
  #latest = Number.NEGATIVE_INFINITY;

  /** Adds what a call at an instant has charged. */
  add(charges: ReadonlyMap<string, CounterState>, at: number): void {
    this.#latest = Math.max(this.#latest, at);
    for (const [key, state] of charges) this.counters.set(key, state);
    if (this.counters.size <= this.#bound) return;
    // The key begins with its window.
    for (const [key, { windowStart }] of this.counters)
      if (windowEnd(key.slice(0, key.indexOf(" ")) as WindowName, windowStart) <= this.#latest)
        this.counters.delete(key);
    // What is still needed is not gone through again with every call.
    this.#bound = Math.max(fewest, this.counters.size * 2);
  }
}
