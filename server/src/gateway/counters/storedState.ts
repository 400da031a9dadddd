import { createHash } from "node:crypto";
import type { CounterState } from "../../policy/decide/counters";
import { windowLength } from "../../policy/decide/window";
import type { WindowName } from "../../policy/model/policy";

/** A counter as a store keeps it: with its window, so that it can be told when it is over. */
export interface StoredState extends CounterState {
  readonly window: WindowName;
}

/** A counter's key for a store whose keys have a bound; two counters never have the same. */
export function storedKey(name: string, key: string): string {
  return createHash("sha256").update(`${name.length} ${name} ${key}`).digest("base64url");
}

/** Whether a counter is at 0 again, at an instant. */
export function isOver({ window, windowStart, instants }: StoredState, at: number): boolean {
  return (instants?.at(-1) ?? windowStart) + windowLength(window) <= at;
}
