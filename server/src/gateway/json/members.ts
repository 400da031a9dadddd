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
  let at = skipSpace(text, position);
  const isObject = text[at] === "{";
  if (!isObject && text[at] !== "[") return [];
  const members: Member[] = [];
  at = skipSpace(text, at + 1);
  if (text[at] === (isObject ? "}" : "]")) return members;
  for (;;) {
    const start = at;
    let key = "";
    if (isObject) {
      at = stringEnd(text, at);
      key = keyOf(text, start, at);
      // Behind the colon.
      at = skipSpace(text, skipSpace(text, at) + 1);
    }
    const valueStart = at;
    const valueEnd = valueEndOf(text, at);
    members.push({ key, start, valueStart, valueEnd });
    at = skipSpace(text, valueEnd);
    if (text[at] !== ",") return members;
    at = skipSpace(text, at + 1);
  }
}

/** A key without its quotes. */
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
