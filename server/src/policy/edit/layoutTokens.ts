import { createScanner } from "jsonc-parser";
import { Character } from "../text/characters";

/** The tokens of a text, comments included, in order. Lists beside each other: a text of 5 MB has a million tokens. */
export interface LayoutTokens {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** How many lines end between a token and the one before it. */
  readonly breaks: readonly number[];
}

/** As the scanner of the library numbers them; the names are not there at run time. */
const endOfText = 17;
const lineBreak = 14;
const blanks = 15;
const unknown = 16;

/** So many tokens are read before others may have their turn. */
const slice = 5_000;

/** Reads all tokens; undefined when something is no token at all. */
export function* readTokens(text: string): Generator<undefined, LayoutTokens | undefined> {
  const [starts, ends, breaks]: [number[], number[], number[]] = [[], [], []];
  const scanner = createScanner(text);
  if (text.charCodeAt(0) === Character.byteOrderMark) scanner.setPosition(1);
  let seen = 0;
  for (;;) {
    const kind: number = scanner.scan();
    if (kind === lineBreak) seen++;
    else if (kind === unknown || scanner.getTokenError() !== 0) return undefined;
    else if (kind === endOfText) return { starts, ends, breaks: [...breaks, seen] };
    else if (kind !== blanks) {
      starts.push(scanner.getTokenOffset());
      ends.push(scanner.getTokenOffset() + scanner.getTokenLength());
      breaks.push(seen);
      seen = 0;
      if (starts.length % slice === 0) yield;
    }
  }
}
