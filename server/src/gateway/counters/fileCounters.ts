import { FileFailure } from "../../disk/fileFailure";
import { type CounterState, givenBack } from "../../policy/decide/counters";
import { reasonOf } from "../../policy/words/plain/reasonOf";
import { checkDatabase } from "./checkDatabase";
import type { CounterStore } from "./counterStore";
import { loadPackage } from "./loadPackage";
import { isOver, type StoredState, storedKey } from "./storedState";

/** What is used of the package lmdb. */
interface Database {
  get(key: string): StoredState | undefined;
  putSync(key: string, value: StoredState): void;
  removeSync(key: string): void;
  getRange(): Iterable<{ readonly key: string; readonly value: StoredState }>;
  transactionSync<T>(action: () => T): T;
  close(): Promise<void>;
}

interface Lmdb {
  open(options: object): Database;
}

/** After so many charges, counters whose window has passed are removed. */
const chargesBetween = 10_000;

/**
 * Counts in a file that the gateways of one machine share: each call is one transaction, so none is lost or counted twice.
 * What a killed gateway has written is there. Not every write is on the disk at once: a power cut may cost the counts of the
 * windows that are open. Throws a sentence.
 */
export async function fileCounters(path: string, name: string, now: () => number = Date.now): Promise<CounterStore> {
  await checkDatabase(path);
  const { open } = await loadPackage<Lmdb>("lmdb", "Counters in a file");
  const database = openDatabase(open, path, now());
  let charges = 0;

  return {
    isFar: false,
    charge: (limits, _alignment, decideWith) =>
      database.transactionSync(() => {
        const at = now();
        const counters = new Map<string, CounterState>();
        for (const { key } of limits) {
          const state = database.get(storedKey(name, key));
          if (state !== undefined) counters.set(key, state);
        }
        const decision = decideWith(counters, at);
        if (decision.outcome !== "allow") return decision;
        for (const { key, window } of limits) {
          const state = decision.charges.get(key);
          if (state !== undefined) database.putSync(storedKey(name, key), { ...state, window });
        }
        if (++charges % chargesBetween === 0) removeOld(database, at);
        return decision;
      }),
    giveBack: (reservations, alignment) =>
      database.transactionSync(() => {
        for (const { key, window, instant } of reservations) {
          const stored = storedKey(name, key);
          const state = givenBack(database.get(stored), instant, alignment);
          if (state !== undefined) database.putSync(stored, { ...state, window });
        }
      }),
    close: () => database.close(),
  };
}

function openDatabase(open: Lmdb["open"], path: string, at: number): Database {
  try {
    // A key and some numbers: waiting for the disk would cost a hundred times as much as the rest.
    const database = open({
      path,
      noSubdir: true,
      noSync: true,
      overlappingSync: false,
      encoding: "json",
      mapSize: 2 ** 26,
    });
    database.transactionSync(() => removeOld(database, at));
    return database;
  } catch (error) {
    throw new FileFailure(`${path} cannot be used for counters: ${reasonOf(error)}`);
  }
}

function removeOld(database: Database, at: number): void {
  for (const { key, value } of [...database.getRange()]) if (isOver(value, at)) database.removeSync(key);
}
