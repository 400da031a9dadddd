/** A member of an object, or an element of an array, as offsets in the text. */
export interface Member {
  /** The name, with escapes resolved; "" for an element. */
  readonly key: string;
  /** Where the member starts: its key, or the element itself. */
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/**
 * The members of the object or array at `position` of a text that is known to be JSON; none for any other value. Only the
 * outermost level: what is inside a value is skipped, without recursion, since messages may be nested as deeply as their
 * sender likes.
 */
export function membersOf(text: string, position = 0): Member[] {
  const members: Member[] = [];
  for (const cursor = new MemberCursor(text, position); cursor.next(); ) {
    const { key, start, valueStart, valueEnd } = cursor;
    members.push({ key, start, valueStart, valueEnd });
  }
  return members;
}

/** Goes through what `membersOf` lists, and makes nothing of it. */
export class MemberCursor implements Member {
  readonly #text: string;
  readonly #isObject: boolean;
  /** Where the next member starts; -1 when there is none. */
  #next: number;
  #keyEnd = 0;
  start = 0;
  valueStart = 0;
  valueEnd = 0;
  /** Whether the bracket of all follows on this member. Of the last one it does, unless the text is not JSON. */
  isLast = false;

  constructor(text: string, position = 0) {
    this.#text = text;
    const open = skipSpace(text, position);
    const code = text.charCodeAt(open);
    this.#isObject = code === 123;
    this.#next = this.#isObject || code === 91 ? skipSpace(text, open + 1) : -1;
    // The end of one that is empty.
    if (this.#next >= 0 && text.charCodeAt(this.#next) === code + 2) this.#next = -1;
  }

  /** Goes to the next member; false behind the last one. */
  next(): boolean {
    if (this.#next < 0) return false;
    const text = this.#text;
    this.start = this.#next;
    this.valueStart = this.start;
    if (this.#isObject) {
      this.#keyEnd = stringEnd(text, this.start);
      // Behind the colon.
      this.valueStart = skipSpace(text, skipSpace(text, this.#keyEnd) + 1);
    }
    this.valueEnd = valueEndOf(text, this.valueStart);
    const end = skipSpace(text, this.valueEnd);
    this.isLast = text.charCodeAt(end) === (this.#isObject ? 125 : 93);
    this.#next = text.charCodeAt(end) === 44 ? skipSpace(text, end + 1) : -1;
    return true;
  }

  get key(): string {
    return this.#isObject ? keyOf(this.#text, this.start, this.#keyEnd) : "";
  }

  get valueText(): string {
    return this.#text.slice(this.valueStart, this.valueEnd);
  }

  /** Its value if that is a string. */
  get valueString(): string | undefined {
    const isString = this.#text.charCodeAt(this.valueStart) === 34;
    return isString ? keyOf(this.#text, this.valueStart, this.valueEnd) : undefined;
  }
}

/** A key, or another string, without its quotes. */
export function keyOf(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes("\\") ? JSON.parse(text.slice(start, end)) : inner;
}

/** The position behind the string that starts at `position`. */
export function stringEnd(text: string, position: number): number {
  for (let at = position + 1; ; ) {
    const quote = text.indexOf('"', at);
    // Only in a text that is not JSON.
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** The first position that is not white space. */
export function skipSpace(text: string, position: number): number {
  let at = position;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function valueEndOf(text: string, position: number): number {
  const first = text[position];
  if (first === '"') return stringEnd(text, position);
  if (first === "{" || first === "[") return containerEnd(text, position);
  let at = position;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 44 || code === 93 || code === 125 || isSpace(code)) break;
  }
  return at;
}

function containerEnd(text: string, position: number): number {
  let depth = 0;
  for (let at = position; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 34:
        at = stringEnd(text, at) - 1;
        break;
      case 91:
      case 123:
        depth++;
        break;
      case 93:
      case 125:
        depth--;
        if (depth === 0) return at + 1;
        break;
    }
  }
  return text.length;
}
