import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../../policy/text/json";

/**
 * The text of a client's file with an entry in it, or a sentence on why it cannot be written into. `isTaken`: the file has
 * another server of that name, which a person may want to replace; `replaced`: its place is taken.
 */
export type Written =
  | { readonly text: string; readonly replaced?: true }
  | { readonly refused: string; readonly isTaken?: true };

/** What is put where. */
export interface NewEntry {
  /** The way to the map, or the list, of servers. */
  readonly way: readonly string[];
  readonly name: string;
  readonly entry: JsonObject;
  /** Whether another server of that name gives way. */
  readonly replaces: boolean;
}

/** Why nothing is written. */
export function refused(sentence: string): Written {
  return { refused: sentence };
}

/** The file has another server of that name, and it was not asked for that it gives way. */
export function taken(name: string): Written {
  return { refused: `The file has another server named ${name} already.`, isTaken: true };
}

/** Whether a value that was read from a file is the entry. */
export function isSame(found: unknown, entry: JsonObject): boolean {
  return isDeepStrictEqual(plain(found), plain(entry));
}

/** Without the prototypes that each parser gives. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
