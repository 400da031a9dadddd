import type { Node } from "jsonc-parser";
import type { JsonValue } from "../text/json";
import type { Problem } from "../text/problem";
import { type MemberSpan, maximumDepth } from "../text/splitMembers";
import type { Member } from "./document";
import { soundNodes } from "./soundNodes";

/**
 * A member of `tools` whose text is sound. Its nodes are made on demand, and can be collected once none is in use: a person
 * looks at a few of 10,000 tools, and nodes take ten times the memory of the text.
 */
export class SoundMember implements Member {
  readonly name: string;
  readonly keyLength: number;
  readonly length: number;
  readonly problems: readonly Problem[] = none;
  readonly isSound = true;
  readonly isEmpty: boolean;
  readonly #source: string;
  readonly #valueStart: number;
  /** Each node refers to its parent, so a node that is in use keeps the whole tree alive, and the next caller gets the same tree. */
  #nodes: WeakRef<Node> | undefined;

  constructor(name: string, keyLength: number, source: string, { start, valueStart, colons }: MemberSpan) {
    this.name = name;
    this.keyLength = keyLength;
    this.length = source.length;
    // The only colon is behind the name.
    this.isEmpty = colons === 1 && source[valueStart - start] === "{";
    this.#source = source;
    this.#valueStart = valueStart - start;
  }

  get key(): Node {
    return this.#part(0) as Node;
  }

  get value(): Node | undefined {
    return this.#part(1);
  }

  /** The value without its nodes, which costs a tenth. */
  get json(): JsonValue {
    return JSON.parse(this.#source.slice(this.#valueStart));
  }

  #part(index: 0 | 1): Node | undefined {
    const known = this.#nodes?.deref();
    if (known !== undefined) return known.children?.[index];
    const made = soundNodes(this.#source);
    this.#nodes = new WeakRef(made);
    return made.children?.[index];
  }
}

const none: readonly Problem[] = [];

/**
 * The member, when its text surely has no problem of its own: `JSON.parse` reads it, no key is lost, and each number and
 * string is read as it is written. undefined for any other text, in which `parseMember` finds what is wrong.
 */
export function soundMember(source: string, span: MemberSpan): SoundMember | undefined {
  const { start, valueStart, depth, colons } = span;
  const keyEnd = source.indexOf('"', 1) + 1;
  if (depth > maximumDepth || source.lastIndexOf("\\", keyEnd) >= 0) return undefined;
  try {
    // Read, not cut out: a piece of the text would keep all of it.
    const name: string = JSON.parse(source.slice(0, keyEnd));
    const value: JsonValue = JSON.parse(source.slice(valueStart - start));
    // The first colon is behind the name.
    return countKeys(value) === colons - 1 && name.isWellFormed()
      ? new SoundMember(name, keyEnd, source, span)
      : undefined;
  } catch {
    return undefined;
  }
}

/** How many keys a value has; NaN when a number or a string in it may be another one than is written. */
function countKeys(value: JsonValue): number {
  switch (typeof value) {
    case "number":
      return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? 0 : Number.NaN;
    case "string":
      return value.isWellFormed() ? 0 : Number.NaN;
    case "boolean":
      return 0;
  }
  if (value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) for (const element of value) count += countKeys(element);
  else for (const [key, held] of Object.entries(value)) count += key.isWellFormed() ? 1 + countKeys(held) : Number.NaN;
  return count;
}
