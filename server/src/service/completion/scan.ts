import { Character } from "../../policy/text/characters";
import type { Span } from "../../policy/text/span";
import { commentEnd, isCommentClosed, isCommentStart, isSpace } from "./characters";
import { bareEnd, containerEnd, stringEnd } from "./tokenEnd";

/** A member of an object or an element of an array, as far as it is typed. */
export interface Entry {
  /** Of a member: its name with the quotes. */
  key: Span | undefined;
  value: Span | undefined;
}

/** An object or array, closed or not. */
export interface Container {
  readonly kind: "object" | "array";
  readonly start: number;
  /** Complete only when the scan is over. Holds the half-typed entry at the cursor, too. */
  readonly entries: Entry[];
  state: State;
}

/** What an object or array waits for. */
export type State = "key" | "colon" | "value" | "comma";

/** A key, a text, a number, a word. */
export interface Token extends Span {
  readonly quoted: boolean;
}

/** Text that need not be looked at. */
export interface PassedOver extends Span {
  /**
   * Where the object begins whose members, each with its comma, the text is. It is looked at all the same where the object is
   * not the innermost one by then, since a bracket is missing before. Undefined where no bracket can be.
   */
  readonly within?: number;
}

/** What is around the cursor. */
export interface Surroundings {
  /** From the outermost to the innermost; empty outside of every bracket. */
  readonly containers: readonly Container[];
  /** For each container but the outermost, the entry of the one before that it is the value of. */
  readonly entries: readonly (Entry | undefined)[];
  /** What the innermost waited for, before the token at the cursor. */
  readonly state: State;
  /** The token that holds the cursor or ends at it. */
  readonly token: Token | undefined;
  /** The end of what is before the cursor's token. */
  readonly previousEnd: number;
  readonly inComment: boolean;
  /** What was passed over. Complete only when the scan is over. */
  readonly passedOver: readonly PassedOver[];
}

/**
 * Looks at a text from its start to its end, half-typed or not, and tells what is around the cursor. Made for text
 * that no parser reads: it knows no errors, only the likeliest meaning of each token, and takes one pass. `passedOver` are
 * whole members, with the commas behind them, that do not matter for what is around the cursor.
 */
export function scan(text: string, cursor: number, passedOver: readonly PassedOver[] = []): Surroundings {
  const stack: Container[] = [];
  const open = { object: 0, array: 0 };
  const owners: (Entry | undefined)[] = [];
  const reallyPassed: PassedOver[] = [];
  let previousEnd = 0;
  let found: Surroundings | undefined;

  const look = (token: Token | undefined, inComment = false): Surroundings => {
    const state = stack.at(-1)?.state ?? "value";
    const around = { containers: [...stack], entries: [...owners], state, token, previousEnd, inComment };
    return { ...around, passedOver: reallyPassed };
  };
  const pop = (end: number): void => {
    const container = stack.pop();
    if (container !== undefined) open[container.kind]--;
    const owner = owners.pop();
    if (owner?.value !== undefined) owner.value = { start: owner.value.start, end };
  };

  let passed = 0;
  for (let at = 0; at < text.length; ) {
    const next = passedOver[passed];
    if (next !== undefined && at >= next.start) {
      passed++;
      const container = stack.at(-1);
      if (next.within !== undefined && (at > next.start || container?.start !== next.within)) continue;
      if (at >= cursor) found ??= look(undefined);
      // Behind the comma of the last of them.
      if (next.within !== undefined && container !== undefined) container.state = "key";
      reallyPassed.push(next);
      at = Math.max(at, next.end);
      continue;
    }
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      continue;
    }
    if (at >= cursor) found ??= look(undefined);
    if (isCommentStart(text, at)) {
      const end = commentEnd(text, at);
      if (cursor > at && (cursor < end || (cursor === end && !isCommentClosed(text, at, end))))
        found ??= look(undefined, true);
      at = end;
      continue;
    }
    switch (code) {
      case Character.openBrace:
      case Character.openBracket: {
        // What lies entirely before or behind the cursor is passed over; the outermost two are seldom.
        const limit = at < cursor ? cursor : text.length;
        const holdsCursor = passedOver[passed]?.start === at + 1 || passedOver[passed]?.within === at;
        const isShallow = stack.length > 0 && stack.length <= 3;
        const end = isShallow && !holdsCursor ? containerEnd(text, at, limit) : undefined;
        if (end !== undefined) {
          addValue(stack.at(-1), { start: at, end });
          at = end;
          break;
        }
        const owner = addValue(stack.at(-1), { start: at, end: at + 1 });
        const kind = code === Character.openBrace ? "object" : "array";
        stack.push({ kind, start: at, entries: [], state: kind === "object" ? "key" : "value" });
        open[kind]++;
        owners.push(owner);
        at++;
        break;
      }
      case Character.closeBrace:
      case Character.closeBracket: {
        const kind = code === Character.closeBrace ? "object" : "array";
        // A bracket that nothing has opened closes nothing; one of an outer container closes those inside.
        if (open[kind] > 0) {
          while (stack.at(-1)?.kind !== kind) pop(at);
          pop(at + 1);
        }
        at++;
        break;
      }
      case Character.comma: {
        const container = stack.at(-1);
        if (container !== undefined) container.state = container.kind === "object" ? "key" : "value";
        at++;
        break;
      }
      case Character.colon:
        if (isOpenArrayBeforeKey(text, stack)) pop(at);
        takeColon(text, stack.at(-1));
        at++;
        break;
      default: {
        const quoted = code === Character.quote;
        const end = quoted ? stringEnd(text, at, cursor) : bareEnd(text, at);
        if (at < cursor && cursor <= end) found ??= look({ start: at, end, quoted });
        addToken(stack.at(-1), { start: at, end });
        at = end;
      }
    }
    previousEnd = at;
  }
  return found ?? look(undefined);
}

/** Adds a text, number or word: the key of an object where one is due, else a value. */
function addToken(container: Container | undefined, span: Span): void {
  if (container === undefined) return;
  if (container.kind === "object" && container.state !== "value") {
    container.entries.push({ key: span, value: undefined });
    container.state = "colon";
  } else addValue(container, span);
}

function addValue(container: Container | undefined, value: Span): Entry | undefined {
  if (container === undefined) return undefined;
  const last = container.entries.at(-1);
  // A colon may be missing between a key and a bracket.
  const belongsToKey = container.kind === "object" && container.state !== "key" && last?.value === undefined;
  const entry = belongsToKey && last !== undefined ? last : { key: undefined, value };
  if (entry === last) entry.value = value;
  else container.entries.push(entry);
  container.state = "comma";
  return entry;
}

/** Whether the last element of the innermost array turns out to be a key of the object around: the array has no end. */
function isOpenArrayBeforeKey(text: string, stack: readonly Container[]): boolean {
  const container = stack.at(-1);
  const outer = stack.at(-2);
  if (container?.kind !== "array" || outer?.kind !== "object" || container.state !== "comma") return false;
  const last = container.entries.at(-1)?.value;
  if (last === undefined || text.charCodeAt(last.start) !== Character.quote) return false;
  container.entries.pop();
  outer.entries.push({ key: undefined, value: last });
  outer.state = "comma";
  return true;
}

/** A colon makes a key of the text before it, also where the value of an earlier key is missing. */
function takeColon(text: string, container: Container | undefined): void {
  if (container?.kind !== "object") return;
  const last = container.entries.at(-1);
  if (
    container.state === "comma" &&
    last?.value !== undefined &&
    text.charCodeAt(last.value.start) === Character.quote
  ) {
    container.entries.push({ key: last.value, value: undefined });
    last.value = undefined;
  }
  container.state = "value";
}
