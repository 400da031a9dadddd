import type { Limit } from "../policy/model/policy";

/** How a limit differs between two policies. "looser": more calls pass than before. */
export interface LimitChange {
  readonly counter: string;
  readonly window: Limit["window"];
  readonly change: "looser" | "tighter";
  /** The highest count before and after; null where there is no such limit. */
  readonly before: number | null;
  readonly after: number | null;
}

/** The differences between two lists of limits. Of limits on one counter and window, the lowest maximum counts. */
export function limitChanges(before: readonly Limit[], after: readonly Limit[]): readonly LimitChange[] {
  const [old, current] = [lowestByCounter(before), lowestByCounter(after)];
  const changes: LimitChange[] = [];
  for (const key of new Set([...old.keys(), ...current.keys()])) {
    const [was, is] = [old.get(key), current.get(key)];
    const { counter, window } = is ?? was ?? {};
    if (counter === undefined || window === undefined || was?.max === is?.max) continue;
    const isLooser = is === undefined || (was !== undefined && is.max > was.max);
    changes.push({
      counter,
      window,
      change: isLooser ? "looser" : "tighter",
      before: was?.max ?? null,
      after: is?.max ?? null,
    });
  }
  return changes;
}

function lowestByCounter(limits: readonly Limit[]): ReadonlyMap<string, Limit> {
  const lowest = new Map<string, Limit>();
  for (const limit of limits) {
    const key = JSON.stringify([limit.counter, limit.window, limit.scope]);
    const known = lowest.get(key);
    if (known === undefined || limit.max < known.max) lowest.set(key, limit);
  }
  return lowest;
}
