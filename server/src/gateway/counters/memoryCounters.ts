import { type CounterState, givenBack } from "../../policy/decide/counters";
import { windowLength } from "../../policy/decide/window";
import type { WindowName } from "../../policy/model/policy";
import type { CounterStore } from "./counterStore";

/** Fewer counters are not worth looking for those whose window has passed. */
const fewest = 50_000;

/** Counts that last as long as the process, by its own clock. */
export function memoryCounters(now: () => number = Date.now): CounterStore {
  const counters = new Map<string, CounterState>();
  const windows = new Map<string, WindowName>();
  let bound = fewest;

  const forgetOld = (at: number): void => {
    if (counters.size <= bound) return;
    for (const [key, window] of windows) {
      const state = counters.get(key);
      const latest = state?.instants?.at(-1) ?? state?.windowStart ?? 0;
      if (latest + windowLength(window) > at) continue;
      counters.delete(key);
      windows.delete(key);
    }
    // What is still needed is not gone through again with every call.
    bound = Math.max(fewest, counters.size * 2);
  };

  return {
    isFar: false,
    charge(limits, _alignment, decideWith) {
      const at = now();
      const decision = decideWith(counters, at);
      if (decision.outcome !== "allow") return decision;
      for (const { key, window } of limits) {
        const state = decision.charges.get(key);
        if (state === undefined) continue;
        counters.set(key, state);
        windows.set(key, window);
      }
      forgetOld(at);
      return decision;
    },
    giveBack(reservations, alignment) {
      for (const { key, instant } of reservations) {
        const state = givenBack(counters.get(key), instant, alignment);
        if (state !== undefined) counters.set(key, state);
      }
    },
    close: async () => {},
  };
}
