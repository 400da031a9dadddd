import { keyOf, type Member, skipSpace, stringEnd } from "./members";

/**
 * A key as the most lenient reader takes it: Go's encoding/json, which many servers use, ignores the case, and takes `ſ`
 * for `s` and the Kelvin sign for `k`.
 */
export function readerKey(key: string): string {
  // Most are written so already.
  if (/^[a-z_]*$/.test(key)) return key;
  return key.toUpperCase().toLowerCase();
}

/** Two keys of one object, in the order of the text; mostly the same one twice. */
export type RivalKeys = readonly [earlier: string, later: string];

/**
 * The first key, anywhere in a value of a JSON text, that some readers take for an earlier key of the same object, with that
 * one: they would keep different values. undefined when there is none. `value` is what `JSON.parse` made of it.
 */
export function rivalKeys(
  text: string,
  { valueStart, valueEnd }: Pick<Member, "valueStart" | "valueEnd">,
  value: unknown,
): RivalKeys | undefined {
  // As many as are written are left of them, and all readers take these as they are: so none is there twice.
  if (keysIn(text, valueStart, valueEnd) === plainKeysOf(value, 0)) return undefined;
  return firstRival(text, valueStart, valueEnd);
}

/** How many keys are written in a part of a JSON text. */
function keysIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) at = stringEnd(text, at) - 1;
    // Outside strings, a colon is behind a key.
    else if (code === 58) count++;
  }
  return count;
}

/** Deeper values are looked at in their text, which takes no recursion. */
const deepest = 30;

/** How many keys a value has at all levels; not a number when one of them is no plain key, or they are deep. */
function plainKeysOf(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth > deepest) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) for (const each of value) count += plainKeysOf(each, depth + 1);
  else
    for (const key in value)
      if (Object.hasOwn(value, key))
        count += isPlain(key) ? 1 + plainKeysOf(value[key as keyof typeof value], depth + 1) : Number.NaN;
  return count;
}

/** Whether no reader takes a key for another one: it is ASCII without upper case. */
function isPlain(key: string): boolean {
  for (let at = 0; at < key.length; at++) {
    const code = key.charCodeAt(at);
    if (code > 127 || (code >= 65 && code <= 90)) return false;
  }
  return true;
}

function firstRival(text: string, start: number, end: number): RivalKeys | undefined {
  const objects: (Map<string, string> | undefined)[] = [];
  for (let at = start; at < end; at++) {
    switch (text.charCodeAt(at)) {
      case 123:
        objects.push(new Map());
        break;
      case 91:
        objects.push(undefined);
        break;
      case 93:
      case 125:
        objects.pop();
        break;
      case 34: {
        const stop = stringEnd(text, at);
        const keys = objects.at(-1);
        // A string before a colon is a key.
        if (keys !== undefined && text[skipSpace(text, stop)] === ":") {
          const key = keyOf(text, at, stop);
          const read = readerKey(key);
          const earlier = keys.get(read);
          if (earlier !== undefined) return [earlier, key];
          keys.set(read, key);
        }
        at = stop - 1;
        break;
      }
    }
  }
  return undefined;
}
