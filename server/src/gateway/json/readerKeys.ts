import { keyOf, skipSpace, stringEnd } from "./members";

/**
 * A key as the most lenient reader takes it: Go's encoding/json, which many servers use, ignores the case, and takes `ſ`
 * for `s` and the Kelvin sign for `k`.
 */
export function readerKey(key: string): string {
  // Most are written so already.
  if (/^[a-z_]*$/.test(key)) return key;
  return key.toUpperCase().toLowerCase();
}

/**
 * The first key, anywhere in a value of a JSON text, that some readers take for another key of the same object: they would
 * keep different values. undefined when there is none.
 */
export function rivalKey(text: string, start: number, end: number): string | undefined {
  const objects: (Set<string> | undefined)[] = [];
  for (let at = start; at < end; at++) {
    switch (text.charCodeAt(at)) {
      case 123:
        objects.push(new Set());
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
          if (keys.has(read)) return key;
          keys.add(read);
        }
        at = stop - 1;
        break;
      }
    }
  }
  return undefined;
}
